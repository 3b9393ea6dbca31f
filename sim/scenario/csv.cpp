#include "scenario/csv.hpp"

#include "scenario/text_file.hpp"

#include <algorithm>
#include <charconv>

namespace pijler {
namespace {

class Reader {
public:
    Reader(std::string_view text, std::string const& file, Faults& faults) : text_{text}, file_{file}, faults_{faults} {}

    bool ended() const { return at_ >= text_.size(); }
    CsvRow read_row();

private:
    Place here() const { return {file_, line_, column_}; }
    void advance();
    bool at_line_end() const { return ended() || text_[at_] == '\n' || text_[at_] == '\r'; }
    void take_line_end();
    std::string read_quoted();
    std::string read_plain();

    std::string_view text_;
    std::string const& file_;
    Faults& faults_;
    std::size_t at_ = 0;
    unsigned line_ = 1;
    unsigned column_ = 1;
};

void Reader::advance()
{
    if (text_[at_] == '\n') {
        ++line_;
        column_ = 1;
        ++at_;
        return;
    }
    ++column_;
    at_ += std::max<std::size_t>(1, utf8_length(static_cast<unsigned char>(text_[at_])));
}

void Reader::take_line_end()
{
    if (!ended() && text_[at_] == '\r') {
        ++at_;
        if (ended() || text_[at_] != '\n') {  // a lone carriage return ends a line too
            ++line_;
            column_ = 1;
            return;
        }
    }
    if (!ended()) advance();
}

std::string Reader::read_quoted()
{
    auto const opening = here();
    std::string cell;
    advance();
    for (;;) {
        if (ended()) {
            faults_.add(opening, "a quote that is not closed");
            return cell;
        }
        if (text_[at_] == '"') {
            advance();
            if (ended() || text_[at_] != '"') break;  // doubled quotes stand for one
        }
        auto const start = at_;
        advance();
        cell += text_.substr(start, at_ - start);
    }
    if (auto const place = here(); !read_plain().empty())
        faults_.add(place, "text after a closing quote", "write a quote inside quotes twice");
    return cell;
}

std::string Reader::read_plain()
{
    auto const start = at_;
    while (!at_line_end() && text_[at_] != ',') advance();
    std::string cell{text_.substr(start, at_ - start)};
    cell.erase(cell.find_last_not_of(" \t") + 1);
    return cell;
}

CsvRow Reader::read_row()
{
    CsvRow row;
    for (;;) {
        while (!at_line_end() && (text_[at_] == ' ' || text_[at_] == '\t')) advance();
        auto const place = here();
        row.push_back({!ended() && text_[at_] == '"' ? read_quoted() : read_plain(), place});
        if (at_line_end()) break;
        advance();  // the comma
    }
    take_line_end();
    return row;
}

bool is_blank(CsvRow const& row) { return row.size() == 1 && row.front().text.empty(); }

bool check_header(CsvTable const& table, Faults& faults)
{
    if (table.header.empty() || is_blank(table.header)) {
        faults.add({table.file, 1, 1}, "no header", "the first line names the columns, separated by commas");
        return false;
    }
    if (table.header.size() == 1 && table.header.front().text.find_first_of(";\t") != std::string::npos) {
        faults.add(table.header.front().place, "columns are not separated by commas",
                   "save with commas, and with decimal points");
        return false;
    }
    Words seen;
    bool right = true;
    for (auto const& cell : table.header) {
        if (std::find(seen.begin(), seen.end(), cell.text) != seen.end()) {
            faults.add(cell.place, "column " + in_quotes(cell.text) + " stands twice");
            right = false;
        }
        seen.push_back(cell.text);
    }
    return right;
}

}  // namespace

std::optional<std::size_t> CsvTable::column(std::string_view name) const
{
    auto const found = std::find_if(header.begin(), header.end(), [&](CsvCell const& cell) { return cell.text == name; });
    if (found == header.end()) return std::nullopt;
    return static_cast<std::size_t>(found - header.begin());
}

std::optional<CsvTable> parse_csv(std::string const& bytes, std::string const& file, Faults& faults)
{
    std::string text;
    try {
        text = decoded(bytes, file);
    } catch (InputError const& error) {
        faults.add(error);
        return std::nullopt;
    }
    CsvTable table{file, {}, {}, 0};
    Reader reader{text, file, faults};
    if (!reader.ended()) table.header = reader.read_row();
    if (!check_header(table, faults)) return std::nullopt;
    while (!reader.ended()) {
        auto row = reader.read_row();
        if (is_blank(row)) continue;
        if (row.size() == table.header.size()) {
            table.rows.push_back(std::move(row));
        } else {
            ++table.misshapen;
            faults.add(row.front().place, "cells in this row: " + std::to_string(row.size()) +
                                              ", in the header: " + std::to_string(table.header.size()));
        }
    }
    return table;
}

std::optional<double> number_in(CsvCell const& cell, std::string_view column, Limits limits, Faults& faults)
{
    double number = 0.0;
    auto const* end = cell.text.data() + cell.text.size();
    auto const [stopped, error] = std::from_chars(cell.text.data(), end, number);
    if (cell.text.empty() || error != std::errc{} || stopped != end) {
        bool const comma = cell.text.find(',') != std::string::npos;
        faults.add(cell.place, in_quotes(column) + " must be a number, not " + in_quotes(cell.text),
                   comma ? "decimals are written with a point: 1.5" : "a number " + limits.text());
        return std::nullopt;
    }
    if (!limits.holds(number)) {
        faults.add(cell.place, in_quotes(column) + " is " + cell.text, "it lies " + limits.text());
        return std::nullopt;
    }
    return number;
}

}  // namespace pijler
