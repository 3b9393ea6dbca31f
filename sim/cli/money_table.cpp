#include "cli/money_table.hpp"

#include "cli/figures.hpp"
#include "cli/what_if_table.hpp"

#include <algorithm>
#include <cmath>

namespace pijler {
namespace {

constexpr double sum_of_money = 100'000.0;  // euro
constexpr std::size_t most_for_ties = 6;    // arms: with more, every pair of them is a list that nobody reads

// What an arm does and takes beyond its reference, replicate by replicate.
struct Account {
    std::vector<double> prevented, cost, fixed, contacts;
};

Account account(ResultView const& view, Question const& question, std::size_t arm, std::size_t reference)
{
    auto const beyond = [&](char const* name) { return difference(view.delivered(name, arm, 0, question.horizon), view.delivered(name, reference, 0, question.horizon)); };
    auto const starts = [&](std::size_t of) { return view.by_replicate(question.outcome, of, question.subgroup, ResultView::Over::sum, 0, question.horizon); };
    return {difference(starts(reference), starts(arm)), beyond("cost"), beyond("fixed_cost"), beyond("contacts")};
}

// Empty unless it costs something in every replicate.
std::vector<double> prevented_per_sum(Account const& a)
{
    std::vector<double> list;
    for (std::size_t r = 0; r < a.cost.size(); ++r) {
        if (a.cost[r] <= 0.0) return {};
        list.push_back(sum_of_money * a.prevented[r] / a.cost[r]);
    }
    return list;
}

// Euro a contact of `a` at which it prevents as many per euro as `b` does.
double tie(double prevented_a, double fixed_a, double contacts_a, double prevented_b, double cost_b) { return (prevented_a * cost_b / prevented_b - fixed_a) / contacts_a; }

std::vector<double> ties(Account const& a, Account const& b)
{
    std::vector<double> list;
    for (std::size_t r = 0; r < a.cost.size(); ++r) list.push_back(tie(a.prevented[r], a.fixed[r], a.contacts[r], b.prevented[r], b.cost[r]));
    return list;
}

// Whether another replicate would hardly turn the sign: a ratio with what may be 0 has no interval.
bool is_clear(std::vector<double> const& values)
{
    auto const found = paired_difference(values);
    return !std::isnan(found.of_next) && std::abs(found.mean) > found.of_next && std::ranges::all_of(values, [&](double value) { return value * found.mean > 0.0; });
}

class MoneyTable {
public:
    MoneyTable(ResultView const& view, ChangeTable const& table, Question const& question, std::vector<std::size_t> const& arms)
        : view_{view}, table_{table}, question_{question}, arms_{arms}
    {
    }

    std::string text()
    {
        std::string rows;
        for (std::string const delivery : {"as_delivered", "equalised"}) {
            auto const arms = delivered(delivery);
            if (arms.empty()) continue;
            rows += delivery == "equalised" ? "  with equal " + view_.text("equalise") + "\n" : "  as delivered\n";
            for (auto const arm : arms) rows += worth(arm);
        }
        if (rows.empty()) return "";
        return "\n" + wrapped("", "  ", "Money: first uses in " + question_.subgroup + " prevented per 100,000 euro, whoever pays") +
               format("%-21s%6s%19s", "", "net", table_.by_sets() ? "mean" : "noise") + (table_.by_sets() ? "" : format("%8s", "drawn")) + format("%19s\n", "unknown") + rows + tie_prices();
    }

private:
    std::vector<std::size_t> delivered(std::string const& how) const
    {
        auto list = arms_;
        std::erase_if(list, [&](std::size_t arm) { return view_.words("arm_delivery")[arm] != how; });
        return list;
    }
    Account central(std::size_t arm) const { return account(view_, question_, arm, 0); }
    // Where what is not known was drawn, or set by set.
    std::optional<Account> unknown(std::size_t arm) const
    {
        if (table_.by_sets()) return central(arm);
        auto const drawn = view_.drawn_arm(arm), reference = view_.drawn_arm(0);
        if (!drawn || !reference || *drawn == arm) return std::nullopt;
        return account(view_, question_, *drawn, *reference);
    }

    std::string worth(std::size_t arm) const
    {
        auto const label = table_.label(marked(view_, arm));
        auto const each = prevented_per_sum(central(arm));
        if (each.empty()) return label + " costs no more than " + view_.words("arm").front() + "\n";
        auto const others = unknown(arm);
        auto const drawn = others ? prevented_per_sum(*others) : std::vector<double>{};
        auto const row = difference_row(each, drawn.empty() ? std::nullopt : std::optional{drawn}, 0, table_.by_sets());
        return label + row + "\n" + price_of_one(drawn.empty() ? each : drawn);
    }

    // Euro per first use prevented.
    static std::string price_of_one(std::vector<double> const& per_sum)
    {
        if (!is_clear(per_sum)) return "    euro per first use prevented: no interval, since it may prevent none\n";
        auto const found = paired_difference(per_sum);
        if (found.mean < 0.0) return "    euro per first use prevented: it brings about more\n";
        return format("    euro per first use prevented: %.0f .. %.0f\n", sum_of_money / (found.mean + found.of_next), sum_of_money / (found.mean - found.of_next));
    }

    std::string tie_prices() const
    {
        auto arms = delivered("as_delivered");
        std::erase_if(arms, [&](std::size_t arm) { return evidence_of(view_, arm) != Evidence::evaluated; });
        if (arms.size() < 2 || arms.size() + 1 > most_for_ties) return "";
        std::string text = "\nEuro a contact at which an arm would prevent as many per euro as another does\n(as delivered; of several programmes the mean contact; no interval where one may\nprevent none)\n";
        for (std::size_t later = 1; later < arms.size(); ++later)
            for (std::size_t earlier = 0; earlier < later; ++earlier) text += wrapped("  ", "    ", tie_price(arms[later], arms[earlier]));
        return text;
    }

    std::string tie_price(std::size_t a, std::size_t b) const
    {
        auto const line = view_.words("arm_base")[a] + " as " + view_.words("arm_base")[b] + ": ";
        auto const own = central(a), other = central(b);
        if (mean(own.contacts) <= 0.0 || mean(other.cost) <= 0.0) return line + "none, since one of them takes nothing";
        if (mean(own.prevented) <= 0.0 || mean(other.prevented) <= 0.0) return line + "none, since one of them prevents nothing";
        double const now = (mean(own.cost) - mean(own.fixed)) / mean(own.contacts);
        auto text = line + format("%.2f (now %.2f)", tie(mean(own.prevented), mean(own.fixed), mean(own.contacts), mean(other.prevented), mean(other.cost)), now);
        auto const wide_own = unknown(a), wide_other = unknown(b);
        if (!wide_own || !wide_other) return text + ", not drawn";
        if (!is_clear(wide_own->prevented) || !is_clear(wide_other->prevented)) return text + "; no interval";
        auto const found = paired_difference(ties(*wide_own, *wide_other));
        return text + format("; unknown %.2f .. %.2f", found.mean - found.of_next, found.mean + found.of_next);
    }

    ResultView const& view_;
    ChangeTable const& table_;
    Question question_;
    std::vector<std::size_t> const& arms_;
};

}  // namespace

std::string money_table(ResultView const& view, ChangeTable const& table, Question const& question, std::vector<std::size_t> const& arms)
{
    if (!Contrast::is_answered(view, question) || !view.has("cost") || !view.has("fixed_cost") || !view.has("contacts")) return "";
    return MoneyTable{view, table, question, arms}.text();
}

}  // namespace pijler
