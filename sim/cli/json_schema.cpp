#include "cli/json_schema.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace pijler {
namespace {

using Json = nlohmann::ordered_json;

// Whole numbers without a point: months = 120.
Json number_of(double value)
{
    constexpr double exact = 9.0e15;
    if (std::abs(value) < exact && value == std::floor(value)) return static_cast<std::int64_t>(value);
    return value;
}

struct Written {
    Json operator()(std::monostate) const { return nullptr; }
    Json operator()(bool value) const { return value; }
    Json operator()(double value) const { return number_of(value); }
    Json operator()(std::string const& value) const { return value; }
    Json operator()(Words const& value) const { return value; }
    Json operator()(std::vector<double> const& values) const
    {
        auto list = Json::array();
        for (double const value : values) list.push_back(number_of(value));
        return list;
    }
};

Json schema_of(Shape const& shape);

void write_table(Json& json, Shape const& shape)
{
    json["type"] = "object";
    auto required = Json::array();
    auto& properties = json["properties"] = Json::object();
    for (auto const& property : shape.properties) {
        if (property.refused) {
            properties[property.key] = false;
            continue;
        }
        auto& one = properties[property.key] = schema_of(property.shape);
        if (property.required) {
            required.push_back(property.key);
            one.erase("default");
        }
    }
    if (!required.empty()) json["required"] = required;
    for (auto const& property : shape.patterns) json["patternProperties"][property.key] = schema_of(property.shape);
    json["additionalProperties"] = shape.others.empty() ? Json(false) : schema_of(shape.others.front());
    for (auto const& keys : shape.one_of) {
        auto any = Json::array();
        for (auto const& key : keys) any.push_back({{"required", {key}}});
        json["anyOf"] = any;
    }
}

void write_list(Json& json, Shape const& shape)
{
    json["type"] = "array";
    if (!shape.parts.empty()) json["items"] = schema_of(shape.parts.front());
    if (shape.fewest > 0) json["minItems"] = shape.fewest;
    if (shape.most > 0) json["maxItems"] = shape.most;
    if (shape.distinct) json["uniqueItems"] = true;
}

// What a table of one word says beyond, or against, what all such tables may hold.
Json beyond(Json const& all, Json const& one)
{
    auto json = Json::object();
    for (auto const& [key, value] : one.items()) {
        if (key == "description" || key == "type") continue;
        if (key == "properties") {
            for (auto const& [name, property] : value.items()) {
                auto const more = property.is_object() ? beyond(all["properties"].value(name, Json::object()), property) : property;
                if (!more.is_object() || !more.empty()) json["properties"][name] = more;
            }
            for (auto const& [name, property] : all["properties"].items())
                if (!value.contains(name)) json["properties"][name] = false;
        } else if (!all.contains(key) || all[key] != value) {
            json[key] = value;
        }
    }
    return json;
}

void write_cases(Json& json, Shape const& shape)
{
    auto const all = json;
    auto rules = Json::array();
    for (auto const& [key, word, table] : shape.cases) {
        Json of_word = Json::object();
        write_table(of_word, table);
        auto const then = beyond(all, of_word);
        if (!then.empty()) rules.push_back({{"if", {{"properties", {{key, {{"const", word}}}}}, {"required", {key}}}}, {"then", then}});
    }
    if (!rules.empty()) json["allOf"] = rules;
}

Json schema_of(Shape const& shape)
{
    auto json = Json::object();
    if (!shape.meaning.empty()) json["description"] = shape.meaning;
    switch (shape.kind) {
        case Shape::Kind::anything: break;
        case Shape::Kind::whole: json["type"] = "integer"; break;
        case Shape::Kind::number: json["type"] = "number"; break;
        case Shape::Kind::truth: json["type"] = "boolean"; break;
        case Shape::Kind::text: json["type"] = "string"; break;
        case Shape::Kind::table: write_table(json, shape); break;
        case Shape::Kind::list: write_list(json, shape); break;
        case Shape::Kind::either:
            for (auto const& part : shape.parts) json["anyOf"].push_back(schema_of(part));
    }
    if (!shape.words.empty()) json["enum"] = shape.words;
    if (!shape.meanings.empty()) json["x-taplo"]["docs"]["enumValues"] = shape.meanings;
    if (!shape.pattern.empty()) json["pattern"] = shape.pattern;
    if (shape.limits) {
        json["minimum"] = number_of(shape.limits->low);
        json["maximum"] = number_of(shape.limits->high);
    }
    if (!std::holds_alternative<std::monostate>(shape.otherwise)) json["default"] = std::visit(Written{}, shape.otherwise);
    if (!shape.cases.empty()) write_cases(json, shape);
    return json;
}

}  // namespace

std::string json_schema(Shape const& file, std::string const& title)
{
    Json json{{"$schema", "http://json-schema.org/draft-07/schema#"}, {"title", title}};
    json.update(schema_of(file));
    return json.dump(1) + "\n";
}

}  // namespace pijler
