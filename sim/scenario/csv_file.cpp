#include "scenario/csv_file.hpp"

#include "scenario/checksum.hpp"

#include <algorithm>
#include <cctype>

namespace pijler {
namespace {

bool looks_like_identifier(std::string column)
{
    for (auto& c : column) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    for (auto const* part :
         {"name",  "naam",     "bsn",    "mail",   "address", "adres",    "street", "straat",   "postcode", "postal", "zip",
          "phone", "telefoon", "mobile", "mobiel", "birth",   "geboorte", "dob",    "passport", "paspoort", "ip_"})
        if (column.find(part) != std::string::npos) return true;
    return false;
}

std::string columns_of(Words const& required, Words const& optional)
{
    std::string text = "all of these are needed: ";
    for (auto const& name : required) text += (&name == &required.front() ? "" : ", ") + name;
    for (auto const& name : optional) text += (&name == &optional.front() ? "; there may be " : ", ") + name;
    return text;
}

}  // namespace

std::optional<CsvTable> open_csv(StatedPath const& stated, std::vector<InputText>& inputs, Faults& faults)
{
    auto const bytes = open_stated(stated, faults);
    if (!bytes) return std::nullopt;
    auto const file = stated.path.string();
    auto table = parse_csv(*bytes, file, faults);
    if (table) inputs.push_back({file, "", sha256(*bytes), table->rows.size()});
    return table;
}

bool check_columns(CsvTable const& table, Words const& required, Words const& optional, Faults& faults)
{
    auto known = required;
    known.insert(known.end(), optional.begin(), optional.end());
    for (auto const& cell : table.header) {
        if (std::find(known.begin(), known.end(), cell.text) != known.end()) continue;
        if (looks_like_identifier(cell.text))
            faults.add(cell.place, "column " + in_quotes(cell.text) + " looks like a direct identifier of real persons",
                       "remove it: pijler takes none");
        else
            faults.add(cell.place, "unknown column " + in_quotes(cell.text), unknown_word_remedy(cell.text, known));
    }
    bool complete = true;
    for (auto const& name : required) {
        if (table.column(name)) continue;
        faults.add(table.header.front().place, "column " + in_quotes(name) + " is missing", columns_of(required, optional));
        complete = false;
    }
    return complete;
}

}  // namespace pijler
