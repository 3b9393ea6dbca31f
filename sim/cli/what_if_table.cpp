#include "cli/what_if_table.hpp"

#include "cli/factorial_table.hpp"
#include "cli/figures.hpp"

namespace pijler {

Evidence evidence_of(ResultView const& view, std::size_t arm)
{
    auto const& how_far = view.words("arm_evidence")[arm];
    return how_far == "evaluated" ? Evidence::evaluated : how_far == "in_part" ? Evidence::in_part : Evidence::not_evaluated;
}

std::string marked(ResultView const& view, std::size_t arm)
{
    auto const evidence = evidence_of(view, arm);
    return short_name(view, arm) + (evidence == Evidence::evaluated ? "" : evidence == Evidence::in_part ? " *" : " (what if)");
}

std::string what_if_table(ResultView const& view, std::vector<std::size_t> const& arms, int months)
{
    std::vector<std::size_t> what_ifs;
    for (auto const arm : arms)
        if (evidence_of(view, arm) != Evidence::evaluated) what_ifs.push_back(arm);
    if (what_ifs.empty()) return {};
    std::string text = "\nWhat if: effect on use not evaluated\n"
                       "What these levers do to use is judgement alone. Where a programme adds nothing\n"
                       "else its use is not shown; where it adds some it is marked *. None is set\n"
                       "against others.\n";
    for (auto const arm : what_ifs)
        if (view.words("arm_delivery")[arm] == "as_delivered")
            text += wrapped("  ", "    ", marked(view, arm) + ": " + view.words("arm_not_evaluated")[arm]);
    ChangeTable const table{view};
    for (auto const& question : {Question{"nuisance", "all", months, "Nuisance"}, Question{"visible_use", "all", months, "Use that youths see in their neighbourhood"},
                                 Question{"enforcement_contacts", "all", months, "Times that police or enforcement officers address a youth"},
                                 Question{"referrals", "all", months, "Youths referred to help"}}) {
        if (!Contrast::is_answered(view, question)) continue;
        Contrast const contrast{view, question};
        if (contrast.is_of_nobody()) continue;
        text += table.title(question, contrast) + table.columns(contrast);
        for (auto const arm : what_ifs)
            text += table.label(marked(view, arm) + (view.words("arm_delivery")[arm] == "equalised" ? ", equal " + view.text("equalise") : "")) + table.change(contrast, against(arm, 0)) + "\n";
    }
    return text;
}

}  // namespace pijler
