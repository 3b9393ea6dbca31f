// Evenings or courses for parents: knowledge, conversation, rules and monitoring rise, mostly among those who were involved
// already. Can backfire: monitoring that closes conversation, talk at home that rouses curiosity or suggests that use is common.
// Sources: koning2009, allen2016, bodin2011 (a replication with no effect).
#include "interventions/registry.hpp"
#include "interventions/screening.hpp"

#include "core/math.hpp"

#include <cmath>

namespace pijler {
namespace {

constexpr Purpose<HouseholdIdentity> reach{16, "education.parents.reach"};

struct Effects {
    double knowledge = 0.20, communication = 0.24, disapproval = 0.285, monitoring = 0.22;
    double effectiveness = 1.0, transfer = 0.5, saturation = 0.7;
    double reach_unevenness = 1.5, reach_persistence = 0.7;
    double over_control = 0.0, talk_curiosity = 0.0, talk_norm = 0.0;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("education.parents.effect_knowledge", e.knowledge, {"", -0.4, 0.8, "rise of a reached parent's knowledge, share of the headroom", "allen2016", Grade::B, 0.20});
    visit("education.parents.effect_communication", e.communication, {"", -0.9, 0.9, "rise of the quality of conversation (alcohol programmes), share of the headroom", "koning2009", Grade::C});
    visit("education.parents.effect_disapproval", e.disapproval, {"", -0.9, 0.9, "rise of rules and disapproval (alcohol programmes), share of the headroom", "koning2009", Grade::C});
    visit("education.parents.effect_monitoring", e.monitoring, {"", -0.9, 0.9, "rise of monitoring (alcohol programmes), share of the headroom", "koning2009", Grade::C});
    visit("education.parents.effectiveness", e.effectiveness, {"", -2.0, 4.0, "how much of these three rises a programme brings about; below 0 it makes parents worse", "evidence2026", Grade::C, 1.5});
    visit("education.parents.transfer_alcohol_to_drug", e.transfer, {"", 0.0, 1.0, "share of an effect known from alcohol programmes that holds for drugs", "judgement", Grade::J, 0.2});
    visit("education.parents.saturation", e.saturation, {"", 0.0, 1.0, "effect of a further round relative to the one before", "judgement", Grade::J});
    visit("education.parents.reach_unevenness", e.reach_unevenness, {"", 0.0, 4.0, "how much more easily involved parents are reached, log-odds per half of the involvement scale", "koning2009", Grade::C});
    visit("education.parents.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this year's reach falls to the same parents as always", "judgement", Grade::J});
    visit("education.parents.over_control", e.over_control, {"", -1.0, 1.0, "conversation lost per rise of monitoring", "judgement", Grade::J, 0.2});
    visit("education.parents.talk_curiosity", e.talk_curiosity, {"", -0.3, 0.3, "curiosity that talk at home rouses in never-users, share of the headroom", "judgement", Grade::J, 0.03});
    visit("education.parents.talk_norm", e.talk_norm, {"", -0.3, 0.3, "shift of believed use by talk at home, share of the headroom", "judgement", Grade::J, 0.03});
}

class ParentEducation final : public Intervention {
public:
    ParentEducation(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& homes = world.households;
        Screen screen{world, round, random};
        double contacts = 0.0;
        auto const middle = middle_log_odds(round.coverage);
        float const dose = delivered_dose(round.delivery) * static_cast<float>(round.fit.relative(round.delivery.content, Audience::parent));
        for (HouseholdId home{0}; home.index < homes.count(); ++home.index) {
            if (homes.parents[home] == 0 || !has_target_child(world, home, round.delivery)) continue;
            std::array<bool, parents_max> willing{};
            for (std::uint32_t n = 0; n < homes.parents[home]; ++n) {
                auto const chance = round.coverage <= 0.0 ? 0.0F : logistic(static_cast<float>(middle + involved(homes.involvement[home][n])));
                willing[n] = reach_draw(homes.identity[home], reach, round, e_.reach_persistence, random, n) < chance;
            }
            // Children are screened with the consent of a parent who would come.
            if (std::ranges::find(willing, true) == willing.end() || !screen.finds_child(home)) continue;
            float best = 0.0F;
            for (std::uint32_t n = 0; n < homes.parents[home]; ++n) {
                if (!willing[n]) continue;
                best = std::max(best, teach(homes.belief[home][n], homes.courses[home][n], dose));
                contacts += 1.0;
            }
            if (best > 0.0F) talk_at_home(world, home, best);
        }
        return contacts;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return over_homes(world, delivery, [](Invited const& home, std::array<float, parents_max> const& comes) { return home.found * comes[0] + home.found * comes[1]; });
    }

    ExpectedContacts expected_screened(World const& world, Delivery const& delivery) const override
    {
        return over_homes(world, delivery, [](Invited const& home, std::array<float, parents_max> const& comes) { return home.screened * (1.0 - (1.0 - comes[0]) * (1.0 - comes[1])); });
    }

private:
    // The log-odds at which reach that rises with involvement (sd 0.2) still averages about `coverage`.
    double middle_log_odds(double coverage) const
    {
        double const spread = 2.0 * e_.reach_unevenness * 0.2;
        return std::sqrt(1.0 + 0.346 * spread * spread) * std::log(coverage / (1.0 - std::min(coverage, 1.0 - 1e-9)));
    }
    double involved(float involvement) const { return 2.0 * e_.reach_unevenness * (involvement - 0.5); }

    // A home whose parents are invited: their leanings, the chance that a child there is found, and how many are screened.
    struct Invited {
        std::array<float, parents_max> leaning;
        std::size_t parents;
        double found, screened;
    };

    // The sum over these of what is expected where each parent comes with a chance of their own.
    template <class Expected>
    ExpectedContacts over_homes(World const& world, Delivery const& delivery, Expected const& expected) const
    {
        auto const& homes = world.households;
        std::vector<Invited> invited;
        for (HouseholdId home{0}; home.index < homes.count(); ++home.index) {
            if (homes.parents[home] == 0 || !has_target_child(world, home, delivery)) continue;
            invited.push_back({{}, homes.parents[home], chance_to_find_child(world, home, delivery), children_screened(world, home, delivery)});
            for (std::size_t n = 0; n < invited.back().parents; ++n) invited.back().leaning[n] = static_cast<float>(involved(homes.involvement[home][n]));
        }
        return [invited = std::move(invited), expected, self = *this](double coverage) {
            if (coverage <= 0.0) return 0.0;
            auto const middle = static_cast<float>(self.middle_log_odds(coverage));
            double sum = 0.0;
            for (auto const& home : invited) {
                std::array<float, parents_max> comes{};
                for (std::size_t n = 0; n < home.parents; ++n) comes[n] = logistic(middle + home.leaning[n]);
                sum += expected(home, comes);
            }
            return sum;
        };
    }

    // Returns the dose that arrived, after earlier rounds.
    float teach(ParentBeliefs& belief, std::uint8_t& courses, float dose) const
    {
        for (int n = 0; n < courses; ++n) dose *= static_cast<float>(e_.saturation);
        if (courses < 20) ++courses;
        float const on_drugs = dose * static_cast<float>(e_.effectiveness * e_.transfer);
        auto const raise = [](float& state, double effect, float by) { state = with_headroom(state, static_cast<float>(effect) * by); };
        float const watched = belief.monitoring;
        raise(belief.knowledge, e_.knowledge, dose);
        raise(belief.communication, e_.communication, on_drugs);
        raise(belief.disapproval, e_.disapproval, on_drugs);
        raise(belief.monitoring, e_.monitoring, on_drugs);
        belief.communication = clamp01(belief.communication - static_cast<float>(e_.over_control) * (belief.monitoring - watched));
        return dose;
    }

    void talk_at_home(World& world, HouseholdId home, float dose) const
    {
        auto& y = world.youths;
        for (std::size_t n = 0; n < world.households.children[home]; ++n) {
            auto const child = world.households.child[home][n];
            if (y.stage[child] == Stage::never) y.curiosity[child] = with_headroom(y.curiosity[child], static_cast<float>(e_.talk_curiosity) * dose);
            shift_believed_use(y, child, static_cast<float>(e_.talk_norm) * dose);
        }
    }

    Effects e_;
};

}  // namespace

InterventionKind parent_education()
{
    InterventionType type;
    type.name = "parent_education";
    type.pillar = "education";
    type.meaning = "Parents learn what drugs are, to talk well, to set rules and to know where their child is";
    type.meaning_nl = "Ouders leren over drugs, het goede gesprek, regels stellen en weten waar hun kind is";
    type.grade = "C";
    type.defaults.every = 12;
    type.defaults.coverage = 0.20;
    type.defaults.age_high = 15;
    type.defaults.content = "parent";
    type.can_screen = true;
    type.defaults.cost = {{1000.0, 4000.0}, {5.0, 40.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.hours_per_contact = 0.15;
    type.plausible_coverage = 0.5;
    type.practice = {Practice{
        .decides = {"municipality and school boards together", "gemeente en schoolbesturen samen"},
        .programme = {"parent evenings of PAS (alcohol); evenings of addiction care at schools", "ouderavonden van PAS (alcohol); avonden van de verslavingszorg op scholen"},
        .lead_time = {"3 to 6 months: an evening goes with the school year", "3 tot 6 maanden: een avond loopt met het schooljaar mee"},
        .staff = {"prevention worker of addiction care or public health, with a teacher", "preventiewerker van verslavingszorg of GGD, met een docent"},
        .preconditions = {"schools that invite in person; a way to reach parents who do not come to evenings", "scholen die persoonlijk uitnodigen; een weg naar ouders die niet op avonden komen"},
        .measure = {"who comes (and who never does), rules at home before and after, use in the youth survey", "wie komt (en wie nooit), regels thuis voor en na, gebruik in de jeugdmonitor"},
        .sources = {"koning2009"},
    }};
    return kind_of<ParentEducation, Effects>(std::move(type));
}

}  // namespace pijler
