// Sport and other leisure with adults about: for the youths of a neighbourhood who take part, structured time takes the place of time without
// adults, and ties them; but it has company of its own. Source: kwan2014 (less cannabis in half of the studies, more alcohol in most).
#include "interventions/registry.hpp"

#include "core/collect.hpp"
#include "core/math.hpp"

#include <algorithm>
#include <span>

namespace pijler {
namespace {

constexpr Purpose<YouthIdentity> joining{72, "environment.leisure_offer.joining"};

struct Effects {
    double joins = 0.25;
    double free_time = 0.10, company = 0.0, bond = 0.01;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("environment.leisure_offer.joins", e.joins, {"", 0.0, 0.6, "youths of a covered neighbourhood who take part", "judgement", Grade::J});
    visit("environment.leisure_offer.free_time", e.free_time, {"", -0.30, 0.50, "share of the time without adults that the offer takes up of who takes part", "kwan2014", Grade::B, 0.10});
    visit("environment.leisure_offer.company", e.company, {"", 0.0, 4.0, "offers by the company there, against those in the time that it takes the place of", "judgement", Grade::J});
    visit("environment.leisure_offer.bond", e.bond, {"per month", -0.02, 0.05, "rise of the bond of who takes part, share of the headroom", "judgement", Grade::J});
}

// Who of a block would join an offer near by.
IN_VECTORS void find_keen(Youths const& y, PairHash const& for_life, float joins, std::size_t begin, std::size_t end, std::uint8_t* keen)
{
    auto const hash = for_life;
    auto const* identity = y.identity.data() + begin;
    auto const* present = y.present.data() + begin;
    BlockOf<std::uint32_t> below;
    for_lanes(end - begin, [=, &below](std::size_t k) { below[k] = uniform(hash.from(YouthId{identity[k].value})) < joins ? 1U : 0U; });
    for_lanes(end - begin, [=, &below](std::size_t k) { keen[k] = static_cast<std::uint8_t>(below[k] & present[k]); });
}

class LeisureOffer final : public Intervention {
public:
    LeisureOffer(Effects const& effects, InterventionSpec const&) : e_{effects} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto const covered = covered_places(world, round, random);
        Column<NeighbourhoodId, std::uint8_t> is_covered(world.neighbourhoods.count());
        for (auto const place : covered) is_covered[place] = 1;
        auto& y = world.youths;
        auto const left = static_cast<float>(1.0 - e_.free_time * (1.0 - e_.company));
        // The same youths every month, as long as they live there; a better offer draws more.
        auto const joins = static_cast<float>(e_.joins) * pulled(round.delivery);
        auto const for_life = MonthRandom{random.key(), static_cast<int>(round.stream)}.pair_hash(joining);  // in the month's place, the offer
        auto const joined = collect<OwnTime>(round.workers, y.count(), [&](std::size_t begin, std::size_t end, std::vector<OwnTime>& found) {
            BlockOf<std::uint8_t> keen;
            find_keen(y, for_life, joins, begin, end, keen.data());
            BlockOf<OwnTime> here;
            std::size_t count = 0;
            for (YouthId youth{static_cast<std::uint32_t>(begin)}; youth.index < end; ++youth.index) {
                here[count] = {youth, left};
                count += keen[youth.index - begin] & is_covered[y.neighbourhood[youth]];
            }
            for (auto const& own : std::span{here}.first(count)) y.bond[own.youth] = with_headroom(y.bond[own.youth], static_cast<float>(e_.bond));
            found.insert(found.end(), here.begin(), here.begin() + static_cast<std::ptrdiff_t>(count));
        });
        world.own_time.insert(world.own_time.end(), joined.begin(), joined.end());
        return static_cast<double>(covered.size());
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return units_of_share(count_targeted_places(world, delivery));
    }

private:
    Effects e_;
};

}  // namespace

InterventionKind leisure_offer()
{
    InterventionType type;
    type.name = "leisure_offer";
    type.pillar = "environment";
    type.meaning = "Sport and other leisure under guidance in the neighbourhood";
    type.meaning_nl = "Sport en andere vrije tijd onder begeleiding in de wijk";
    type.grade = "B";
    type.is_lever = true;
    type.needs = "neighbourhoods";
    type.target_keys = {"neighbourhood"};
    type.unit = "place-month";
    type.defaults.every = 1;
    type.defaults.coverage = 0.50;
    type.defaults.cost = {0.0, {500.0, 5000.0}, "municipality"};
    type.hours_per_contact = 20.0;
    type.plausible_coverage = 0.9;
    type.practice = {Practice{
        .decides = {"municipality, with clubs", "gemeente, met verenigingen"},
        .programme = {"neighbourhood sports coaches", "buurtsportcoaches"},
        .lead_time = {"3 to 9 months", "3 tot 9 maanden"},
        .staff = {"coaches; volunteers of clubs", "coaches; vrijwilligers van verenigingen"},
        .preconditions = {"guidance; a club without drink: sport goes with more alcohol", "begeleiding; een kantine zonder drank: sport gaat samen met meer alcohol"},
        .measure = {"youths who take part and stay, alcohol at clubs", "jongeren die meedoen en blijven, alcohol bij verenigingen"},
        .sources = {"kwan2014"},
    }};
    return kind_of<LeisureOffer, Effects>(std::move(type));
}

}  // namespace pijler
