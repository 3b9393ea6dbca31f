// The best-connected pupils of a class bring the message to their friends there, who come to believe what these hold: approval falls
// where friends do not use. Can backfire: it rises where they do. Sources: campbell2008 (smoking fell where popular pupils spread the
// word), valente2007 (less use where classroom friends do not use, more where they do).
#include "interventions/registry.hpp"

#include "core/math.hpp"

#include <span>
#include <tuple>

namespace pijler {
namespace {

constexpr Purpose<ClassIdentity> reach{10, "education.peers.reach"};
constexpr Purpose<YouthIdentity> order_of_leaders{51, "education.peers.order_of_leaders"};

struct Effects {
    double message = 0.2;
    double threshold = 0.225, turn = 0.075;
    double example = 0.2;
    double leaders = 0.15;
    double reach_persistence = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("education.peers.message", e.message, {"", -0.8, 1.2, "fall of approval in a leader's friend whose friends do not use, share of the headroom", "valente2007", Grade::B, 0.2});
    visit("education.peers.threshold", e.threshold, {"", 0.15, 0.30, "past-month use among friends at which the message turns round", "evidence2026", Grade::B, 0.025});
    visit("education.peers.turn", e.turn, {"", 0.01, 0.20, "use more or less than that at which it is whole, either way", "evidence2026", Grade::J});
    visit("education.peers.example", e.example, {"", 0.0, 0.4, "share of the gap between believed approval and the leaders' own that their message closes, either way", "judgement", Grade::J, 0.07});
    visit("education.peers.leaders", e.leaders, {"", 0.02, 0.5, "share of a class's pupils who are trained, those with most friends", "campbell2008", Grade::B});
    visit("education.peers.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this year's training goes to the same classes as always", "judgement", Grade::J});
}

class PeerEducation final : public Intervention {
public:
    PeerEducation(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        double trained = 0.0;
        for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
            if (reach_draw(world.classes.identity[group], reach, round, e_.reach_persistence, random) >= static_cast<float>(round.coverage)) continue;
            auto const leaders = leaders_of(world, group, round, random);
            for (auto const youth : world.classes.members.of(group))
                if (is_target_pupil(world, youth, round.delivery)) listen(world, youth, leaders, round);
            trained += static_cast<double>(leaders.size());
        }
        return trained;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        double leaders = 0.0;
        for (ClassId group{1}; group.index < world.classes.count(); ++group.index)
            leaders += static_cast<double>(share_of(pupils_of(world, group, delivery).size(), e_.leaders));
        return [leaders](double coverage) { return std::min(coverage, 1.0) * leaders; };
    }

private:
    static std::vector<YouthId> pupils_of(World const& world, ClassId group, Delivery const& delivery)
    {
        std::vector<YouthId> pupils;
        for (auto const youth : world.classes.members.of(group))
            if (is_target_pupil(world, youth, delivery)) pupils.push_back(youth);
        return pupils;
    }

    std::vector<YouthId> leaders_of(World const& world, ClassId group, Round const& round, MonthRandom const& random) const
    {
        auto const& friends = round.tied_as(world).degree;
        std::vector<std::tuple<int, std::uint32_t, YouthId>> drawn;
        for (auto const youth : pupils_of(world, group, round.delivery))
            drawn.emplace_back(-int{friends[youth]}, random.block(world.youths.identity[youth], order_of_leaders, round.stream)[0], youth);
        std::ranges::sort(drawn);
        std::vector<YouthId> leaders(share_of(drawn.size(), e_.leaders));
        std::ranges::transform(std::span{drawn}.first(leaders.size()), leaders.begin(), [](auto const& pupil) { return std::get<YouthId>(pupil); });
        return leaders;
    }

    // What leaders hold is read as it was when the month began, so that it does not matter who listens first.
    void listen(World& world, YouthId youth, std::vector<YouthId> const& leaders, Round const& round) const
    {
        if (std::ranges::find(leaders, youth) != leaders.end()) return;
        auto const& people = round.tied_as(world);
        auto const& shown = round.surroundings.word;
        std::uint64_t friends = 0, speaking = 0;
        float speakers = 0.0F;
        for (auto const one : std::span{people.ties[youth]}.first(people.degree[youth])) {
            friends += shown[one];
            if (std::ranges::find(leaders, one) == leaders.end()) continue;
            speaking += shown[one];
            speakers += 1.0F;
        }
        if (speakers == 0.0F) return;
        auto& y = world.youths;
        float const dose = delivered_dose(round.delivery);
        float const use = FriendWord::frequency(friends) / static_cast<float>(people.degree[youth]);
        float const falls = std::clamp((static_cast<float>(e_.threshold) - use) / static_cast<float>(e_.turn), -1.0F, 1.0F);
        y.approval[youth] = with_headroom(y.approval[youth], -static_cast<float>(e_.message) * falls * dose);
        float& believed = y.injunctive_norm[youth];
        believed += std::min(1.0F, static_cast<float>(e_.example) * dose) * (FriendWord::approval(speaking) / speakers - believed);
    }

    Effects e_;
};

}  // namespace

InterventionKind peer_education()
{
    InterventionType type;
    type.name = "peer_education";
    type.pillar = "education";
    type.meaning = "Pupils with many friends are trained to bring the message to these";
    type.meaning_nl = "Leerlingen met veel vrienden leren de boodschap aan hen over te brengen";
    type.grade = "B";
    type.in_class = true;
    type.unit = "leader";
    type.defaults.start = 1;
    type.defaults.every = 12;
    type.defaults.coverage = 0.50;
    type.defaults.age_high = 15;
    type.defaults.cost = {0.0, {50.0, 300.0}, "municipality"};
    type.hours_per_contact = 2.0;
    type.plausible_coverage = 0.9;
    type.practice = {Practice{
        .decides = {"school boards", "schoolbesturen"},
        .programme = {"ASSIST (smoking, United Kingdom)", "ASSIST (roken, Verenigd Koninkrijk)"},
        .lead_time = {"3 to 6 months: pupils name who they look up to, then a training", "3 tot 6 maanden: leerlingen noemen tegen wie ze opkijken, dan een training"},
        .staff = {"trainer; a teacher who supports the pupils", "trainer; een docent die de leerlingen steunt"},
        .preconditions = {"leaders whose own friends do not use; not at schools where use is common", "leerlingen van wie de eigen vrienden niet gebruiken; niet op scholen waar gebruik gewoon is"},
        .measure = {"use and approval among friends of the leaders", "gebruik en goedkeuring bij vrienden van deze leerlingen"},
        .sources = {"campbell2008"},
    }};
    return kind_of<PeerEducation, Effects>(std::move(type));
}

}  // namespace pijler
