#include "study/replicate_image.hpp"

#include "output/town_image.hpp"

namespace pijler {
namespace {

// Calls town(part) for every town and act(name, part) for what else a line remembers when `month` is next.
template <class AnyLine, class TownAct, class Act>
void each_part(AnyLine& line, int month, TownAct const& town, Act& act)
{
    town(line.town);
    for (auto& recorder : line.recorders) act("records", recorder.until(month));
    if (line.twin) town(*line.twin);
    for (auto& recorder : line.twin_recorders) act("twin_records", recorder.until(month));
    line.surveyor.each_part(act);
    act("survey", line.survey);
    for (auto& record : line.delivery) act("delivery", record);
}

template <class AnyLines, class TownAct, class Act>
void each_line_part(AnyLines& lines, int month, TownAct const& town, Act& act)
{
    for (auto& line : lines.arms) each_part(line, month, town, act);
    if (lines.butterfly) each_part(*lines.butterfly, month, town, act);
}

std::optional<ImageHead> read_head(ImageReader& read)
{
    ImageHead head;
    read("head", head);
    return read.good() ? std::optional{head} : std::nullopt;
}

}  // namespace

std::optional<ImageHead> head_of(Image const& image)
{
    ImageReader read{bytes_of(image)};
    return read_head(read);
}

Image image_of(Town const& settling, int month)
{
    ImageHead const head{month, settling.size(), 0};
    ImageWriter write{sizeof head + size_of_image(settling)};
    write("head", head);
    write_town(write, settling, settling);
    return write.take();
}

Image image_of(Lines const& lines, std::vector<EqualSpending> const& equal, int month)
{
    auto const& first = lines.arms.front().town;
    ImageHead const head{month, first.size(), lines.arms.size()};
    ImageSize size;
    size("head", head), size("equal", equal);
    each_line_part(lines, month, [&](Town const& town) { size.bytes += size_of_image(town); }, size);
    ImageWriter write{size.bytes};
    write("head", head), write("equal", equal);
    each_line_part(lines, month, [&](Town const& town) { write_town(write, town, first); }, write);
    return write.take();
}

bool read_image(Image const& image, Town& settling)
{
    ImageReader read{bytes_of(image)};
    auto const head = read_head(read);
    if (!head || head->arms != 0 || head->layers != settling.size()) return false;
    read_town(read, settling, settling);
    return read.at_end();
}

bool read_image(Image const& image, std::vector<EqualSpending>& equal)
{
    ImageReader read{bytes_of(image)};
    auto const head = read_head(read);
    read("equal", equal);
    return head && head->arms != 0 && read.good();
}

bool read_image(Image const& image, Lines& lines)
{
    ImageReader read{bytes_of(image)};
    auto const head = read_head(read);
    auto const& first = lines.arms.front().town;
    if (!head || head->arms != lines.arms.size() || head->layers != first.size()) return false;
    std::vector<EqualSpending> equal;
    read("equal", equal);
    each_line_part(lines, static_cast<int>(head->month), [&](Town& town) { read_town(read, town, first); }, read);
    return read.at_end();
}

}  // namespace pijler
