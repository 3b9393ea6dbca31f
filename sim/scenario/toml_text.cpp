#include "scenario/toml_text.hpp"

#include "scenario/text_file.hpp"

#include <algorithm>
#include <regex>

namespace pijler {
namespace {

constexpr int parts_allowed = 16;  // of a dotted key; 256 nested values of this many parts still fit the stack

// What holds at a character of a TOML file: outside strings and comments only ASCII may stand.
enum class Inside { nothing, comment, basic, literal, long_basic, long_literal };

class Scanner {
public:
    explicit Scanner(std::string_view text) : text_{text} {}

    // Takes the next piece (one character, or a delimiter of three quotes).
    void step();
    bool ended() const { return at_ >= text_.size(); }
    std::size_t at() const { return at_; }
    unsigned char here() const { return static_cast<unsigned char>(text_[at_]); }
    Inside inside() const { return inside_; }

private:
    bool next_is(std::string_view piece) const { return text_.substr(at_).starts_with(piece); }
    void step_outside();
    void step_string(std::string_view delimiter);

    std::string_view text_;
    std::size_t at_ = 0;
    Inside inside_ = Inside::nothing;
};

void Scanner::step()
{
    switch (inside_) {
        case Inside::nothing: return step_outside();
        case Inside::basic: return step_string("\"");
        case Inside::literal: return step_string("'");
        case Inside::long_basic: return step_string("\"\"\"");
        case Inside::long_literal: return step_string("'''");
        case Inside::comment:
            if (here() == '\n') inside_ = Inside::nothing;
            ++at_;
    }
}

void Scanner::step_outside()
{
    std::size_t taken = 1;
    if (here() == '#')
        inside_ = Inside::comment;
    else if (next_is("\"\"\""))
        inside_ = Inside::long_basic, taken = 3;
    else if (next_is("'''"))
        inside_ = Inside::long_literal, taken = 3;
    else if (here() == '"')
        inside_ = Inside::basic;
    else if (here() == '\'')
        inside_ = Inside::literal;
    at_ += taken;
}

void Scanner::step_string(std::string_view delimiter)
{
    bool const escapes = delimiter.front() == '"';
    bool const one_line = delimiter.size() == 1;
    if (escapes && here() == '\\') {
        at_ += 2;
    } else if (next_is(delimiter)) {
        at_ += delimiter.size();
        inside_ = Inside::nothing;
        // A long string may end in one or two quotes of its own: the delimiter is the last three.
        while (!one_line && at_ < text_.size() && text_[at_] == delimiter.front()) ++at_;
    } else {
        if (one_line && here() == '\n') inside_ = Inside::nothing;  // unclosed; the parser will say so
        ++at_;
    }
}

// What people write that is not TOML, as a line holds it, and what is.
struct Slip {
    char const* in_line;
    char const* remedy;
};
constexpr Slip slips[] = {
    {R"(=\s*[-+]?\d+,\d)", "decimals are written with a point: 1.5; thousands with nothing: 10000"},
    {R"(=\s*[-+]?(\.\d|\d+\.(\D|$)))", "a point has digits on both sides: 0.5"},
    {R"(=\s*[-+]?[\d.]+\s*%)", "a share is written as a part of one: 0.4"},
    {R"(=\s*[-+]?[\d.]+\s*[^\s\d.,#\]}_eE])", "after a value only a comment may follow: # ..."},
    {R"(=\s*([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])\b)", "true or false, in small letters"},
    {R"(=\s*(\[(.*,)?\s*)?[A-Za-z_][\w.\-/]*\s*([,\]}].*)?(#.*)?$)", "text is written in quotes: \"...\""},
    {R"(^\s*[\w."]+\s*:)", "a key and its value have = between them"},
    {R"(=\s*\{[^}]*(#.*)?$|,\s*\}\s*(#.*)?$)", "{ ... } stands on one line, without a comma before its end"},
    {R"(=\s*"[^"]*\\([^btnfruU"\\]|[uU](?![0-9A-Fa-f]{4})))", "within \"...\" a backslash is written twice, as \\\\; paths may have / instead"},
    {R"(=\s*("[^"]*|'[^']*)$)", "close the quote, or write text of several lines between \"\"\" and \"\"\""},
    {R"(^\s*(\[\[[^\]]*\]?|\[[^\[\]]*)\s*(#.*)?$)", "a table is headed [name], one of several [[name]]"},
};

std::string remedy_for(std::string_view character)
{
    for (std::string_view quote : {"\u201c", "\u201d", "\u201e", "\u2018", "\u2019", "\u00ab", "\u00bb"})
        if (character == quote) return "write straight quotes: \"";
    if (character == "\u00a0") return "replace this non-breaking space by an ordinary space";
    return "put a name with such letters in quotes: \"...\"";
}

}  // namespace

void check_toml_text(std::string_view text, std::string const& file)
{
    int dots = 0;  // since the last character that ends a key
    for (Scanner scan{text}; !scan.ended(); scan.step()) {
        if (scan.inside() != Inside::nothing) continue;
        auto const here = scan.here();
        if (here >= 0x80) {
            auto const character = text.substr(scan.at(), utf8_length(here));
            throw InputError{{{place_at(text, scan.at(), file), "'" + std::string{character} + "' stands outside quotes",
                               remedy_for(character)}}};
        }
        if (here == '.') ++dots;
        if (std::string_view{"=,{[\n"}.find(static_cast<char>(here)) != std::string_view::npos) dots = 0;
        if (dots >= parts_allowed)
            throw InputError{
                {{place_at(text, scan.at(), file), "a key of more than " + std::to_string(parts_allowed) + " parts", ""}}};
    }
}

std::string syntax_remedy(std::string_view text, Place const& place)
{
    for (unsigned line = 1; line < place.line && !text.empty(); ++line)
        text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    std::string const line{text.substr(0, std::min<std::size_t>(text.find('\n'), 500))};
    for (auto const& [slip, remedy] : slips)
        if (std::regex_search(line, std::regex{slip})) return remedy;
    return "";
}

}  // namespace pijler
