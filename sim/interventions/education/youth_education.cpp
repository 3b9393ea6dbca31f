// Lessons to youths themselves, class by class: information (raises perceived risk, but can rouse curiosity in young impulsive
// never-users and suggest that use is the norm), skills (refusal self-efficacy) or normative feedback (what peers really do).
// Effects are stated at perfect fit of content and audience. Sources: faggiano2010 and faggiano2014 (skills), west2004 (facts: no effect), stock2016 (normative feedback).
#include "interventions/registry.hpp"
#include "interventions/screening.hpp"

#include "core/errors.hpp"
#include "core/math.hpp"
#include "model/scales.hpp"

namespace pijler {
namespace {

constexpr Purpose<ClassIdentity> reach{1, "education.youths.reach"};
constexpr Purpose<YouthIdentity> attendance{32, "education.youths.attendance"};

enum class Approach { information, skills, normative_feedback };

struct Effects {
    double risk = 0.50, curiosity = 0.72, norm = 0.10;
    double impulsivity_share = 0.3, curiosity_from_15 = 0.5;
    double skill = 0.44, skill_side_effects = 0.2;
    double feedback = 0.5, feedback_refusal = 0.09;
    double synergy = 0.0;
    double saturation = 0.7;
    double attendance = 0.92, reach_persistence = 0.7;
};

void describe(ParameterVisitor& visit, Effects& e)
{
    visit("education.youths.risk", e.risk, {"", -0.9, 2.1, "rise of perceived risk by information at perfect fit, share of the headroom; replicates draw it jointly with curiosity and norm, so that facts alone do nothing on average", "west2004", Grade::A, 0.7});
    visit("education.youths.curiosity", e.curiosity, {"", -1.0, 3.0, "curiosity that ill-fitting information rouses (or, below 0, stills) in a never-user of middling traits, share of the headroom", "evidence2026", Grade::J, 1.0});
    visit("education.youths.norm", e.norm, {"", -0.1, 0.3, "shift of believed use by ill-fitting information, share of the headroom", "hornik2008", Grade::C, 0.10});
    visit("education.youths.impulsivity_share", e.impulsivity_share, {"", 0.0, 1.0, "curiosity's moderator: 1 = impulsivity, 0 = sensation seeking", "malmberg2012", Grade::C});
    visit("education.youths.curiosity_from_15", e.curiosity_from_15, {"", 0.0, 1.0, "curiosity roused from 15 on, relative to under 15", "judgement", Grade::J});
    visit("education.youths.skill", e.skill, {"", -0.5, 1.3, "rise of refusal self-efficacy by skills training at perfect fit, share of the headroom", "faggiano2010", Grade::A, 0.23});
    visit("education.youths.skill_side_effects", e.skill_side_effects, {"", 0.0, 1.0, "side effects of information that skills training has, as a share", "judgement", Grade::J});
    visit("education.youths.feedback", e.feedback, {"", 0.0, 0.9, "share of the gap between believed and true use that normative feedback closes, either way", "stock2016", Grade::B, 0.15});
    visit("education.youths.feedback_refusal", e.feedback_refusal, {"", -0.7, 1.0, "rise of refusal self-efficacy by learning what peers do, at perfect fit, share of the headroom: what trials found on behaviour beyond the corrected belief", "stock2016", Grade::B, 0.18});
    visit("education.youths.synergy_with_parents", e.synergy, {"", -0.8, 0.8, "further rise of refusal self-efficacy where a parent has been to parent education, share of the headroom (parents x youths, halved from alcohol); no evidence that it is not 0", "koning2009", Grade::J, 0.17});
    visit("education.youths.saturation", e.saturation, {"", 0.0, 1.0, "effect of a further round relative to the one before", "judgement", Grade::J});
    visit("education.youths.attendance", e.attendance, {"", 0.5, 1.0, "attendance of a pupil with a middling bond to school", "judgement", Grade::J});
    visit("education.youths.reach_persistence", e.reach_persistence, {"", 0.0, 1.0, "chance that this year's lessons go to the same classes as always", "judgement", Grade::J});
}

Approach approach_named(std::string const& name)
{
    if (name == "information") return Approach::information;
    if (name == "skills") return Approach::skills;
    expect(name == "normative_feedback", "approaches were checked when read");
    return Approach::normative_feedback;
}

class YouthEducation final : public Intervention {
public:
    YouthEducation(Effects const& effects, InterventionSpec const& spec) : e_{effects}, approach_{approach_named(spec.approach)} {}

    double act(World& world, Round const& round, MonthRandom const& random) const override
    {
        auto& y = world.youths;
        Screen screen{world, round, random};
        double contacts = 0.0;
        for (ClassId group{1}; group.index < world.classes.count(); ++group.index) {
            auto const draw = reach_draw(world.classes.identity[group], reach, round, e_.reach_persistence, random);
            if (draw >= static_cast<float>(round.coverage)) continue;
            for (auto const youth : world.classes.members.of(group)) {
                if (!is_target_pupil(world, youth, round.delivery)) continue;
                if (random.uniform(y.identity[youth], attendance, round.stream) >= attends(y.bond[youth])) continue;
                if (!screen.finds(youth)) continue;
                teach(world, youth, round);
                contacts += 1.0;
            }
        }
        return contacts;
    }

    ExpectedContacts expected_contacts(World const& world, Delivery const& delivery) const override
    {
        return pupils(world, delivery, [&](YouthId youth) { return chance_to_find(world.youths, youth, delivery); });
    }
    ExpectedContacts expected_screened(World const& world, Delivery const& delivery) const override
    {
        return pupils(world, delivery, [&](YouthId) { return delivery.screening ? 1.0 : 0.0; });
    }

private:
    // Those with a weak bond to school miss more lessons.
    float attends(float bond) const { return static_cast<float>(e_.attendance) + 0.05F * scale::bond(bond); }

    // Expected pupils who attend, each counted by a weight. Bonds stay near their anchors.
    template <class Weight>
    ExpectedContacts pupils(World const& world, Delivery const& delivery, Weight const& weight) const
    {
        auto const& y = world.youths;
        double sum = 0.0;
        for (YouthId youth{0}; youth.index < y.count(); ++youth.index)
            if (y.class_group[youth].index != 0 && is_target_pupil(world, youth, delivery)) sum += clamp01(attends(y.bond_anchor[youth])) * weight(youth);
        return [sum](double coverage) { return std::min(coverage, 1.0) * sum; };
    }

    void teach(World& world, YouthId youth, Round const& round) const
    {
        auto& y = world.youths;
        float dose = delivered_dose(round.delivery);
        for (int n = 0; n < y.lessons[youth]; ++n) dose *= static_cast<float>(e_.saturation);
        if (y.lessons[youth] < 20) ++y.lessons[youth];
        auto const fit = static_cast<float>(round.fit.of(round.delivery.content, audience_of(y.stage[youth])));
        switch (approach_) {
            case Approach::information:
                y.perceived_risk[youth] = with_headroom(y.perceived_risk[youth], static_cast<float>(e_.risk) * fit * dose);
                side_effects(y, youth, dose * (1.0F - fit));
                break;
            case Approach::skills:
                y.refusal[youth] = with_headroom(y.refusal[youth], static_cast<float>(e_.skill) * fit * dose);
                side_effects(y, youth, dose * (1.0F - fit) * static_cast<float>(e_.skill_side_effects));
                break;
            case Approach::normative_feedback:
                correct_norm(y, youth, std::min(1.0F, static_cast<float>(e_.feedback) * fit * dose), round.surroundings);
                y.refusal[youth] = with_headroom(y.refusal[youth], static_cast<float>(e_.feedback_refusal) * fit * dose);
                break;
        }
        auto const& courses = world.households.courses[y.household[youth]];
        if (courses[0] + courses[1] > 0) y.refusal[youth] = with_headroom(y.refusal[youth], static_cast<float>(e_.synergy) * dose);
    }

    void side_effects(Youths& y, YouthId youth, float misfit) const
    {
        auto const m = static_cast<float>(e_.impulsivity_share);
        float const keen = 2.0F * (m * y.impulsivity[youth] + (1.0F - m) * y.sensation_seeking[youth]);
        float const young = y.school_age[youth] < 15 ? 1.0F : static_cast<float>(e_.curiosity_from_15);
        if (y.stage[youth] == Stage::never)
            y.curiosity[youth] = with_headroom(y.curiosity[youth], static_cast<float>(e_.curiosity) * keen * keen * young * misfit);
        shift_believed_use(y, youth, static_cast<float>(e_.norm) * misfit);
    }

    // What same-year youths really do: those who overrate it come down, those who underrate it go up.
    static void correct_norm(Youths& y, YouthId youth, float gain, Surroundings const& around)
    {
        float const truth = around.by_age[y.school_age[youth]].mean();
        float& believed = y.descriptive_norm[youth];
        float const room = 1.0F - believed;
        if (room > 0.0F) shift_believed_use(y, youth, gain * (truth - believed) / room);
        believed += gain * (truth - believed);
    }

    Effects e_;
    Approach approach_;
};

}  // namespace

InterventionKind youth_education()
{
    InterventionType type;
    type.name = "youth_education";
    type.pillar = "education";
    type.meaning = "Youths themselves are taught in class: information, refusal skills, or what peers really do";
    type.meaning_nl = "Jongeren zelf krijgen les: informatie, weerbaarheid, of wat leeftijdgenoten echt doen";
    type.grade = "A";
    type.in_class = true;
    type.approaches = {"information", "skills", "normative_feedback"};
    type.defaults.start = 1;
    type.defaults.every = 12;
    type.defaults.coverage = 0.80;
    type.defaults.age_high = 15;
    type.defaults.content = "all";
    type.can_screen = true;
    type.defaults.cost = {0.0, {3.0, 70.0}, "municipality"};
    type.cost_source = "unitcosts";
    type.plausible_coverage = 0.95;
    type.hours_of_approach = {0.1, 0.6, 0.05};
    type.price_of_approach = {{3.0, 15.0}, {10.0, 70.0}, {3.0, 15.0}};
    type.practice = {  // of each approach
        Practice{
            .decides = {"school boards; the municipality pays or advises", "schoolbesturen; de gemeente betaalt of adviseert"},
            .programme = {"guest lessons; as part of the older Healthy School and Drugs, which was found to have no effect on cannabis", "gastlessen; onderdeel van het oudere De gezonde school en genotmiddelen, dat geen effect op cannabis bleek te hebben"},
            .lead_time = {"1 to 3 months", "1 tot 3 maanden"},
            .staff = {"a teacher or guest teacher", "een docent of gastdocent"},
            .preconditions = {"not before the age at which the subject plays a part; no frightening stories, no figures that make use look common", "niet voor de leeftijd waarop het speelt; geen bangmakende verhalen, geen cijfers die gebruik gewoon doen lijken"},
            .measure = {"curiosity and believed use before and after, apart for the young and sensation seeking", "nieuwsgierigheid en gedacht gebruik voor en na, apart voor wie jong is en spanning zoekt"},
            .sources = {"malmberg2014"},
        },
        Practice{
            .decides = {"school boards; the municipality pays or advises", "schoolbesturen; de gemeente betaalt of adviseert"},
            .programme = {"Unplugged: twelve lessons on norms, refusing and deciding", "Unplugged: twaalf lessen over normen, weigeren en kiezen"},
            .lead_time = {"6 to 12 months: training of teachers, room in the timetable", "6 tot 12 maanden: docenten opleiden, ruimte in het rooster"},
            .staff = {"trained teachers; a trainer for them", "opgeleide docenten; een trainer voor hen"},
            .preconditions = {"twelve lessons in the timetable; all lessons given as meant", "twaalf lessen in het rooster; alle lessen gegeven zoals bedoeld"},
            .measure = {"lessons given, trust in refusing, use in the youth survey", "gegeven lessen, vertrouwen om te weigeren, gebruik in de jeugdmonitor"},
            .sources = {"faggiano2010", "gabrhelik2012"},
        },
        Practice{
            .decides = {"school boards; the municipality pays or advises", "schoolbesturen; de gemeente betaalt of adviseert"},
            .programme = {"GOOD Life (Denmark); none known to us in the Netherlands", "GOOD Life (Denemarken); in Nederland kennen wij er geen"},
            .lead_time = {"3 to 6 months: a survey at the school comes first", "3 tot 6 maanden: eerst een peiling op de school"},
            .staff = {"prevention worker; someone who works out the school's own figures", "preventiewerker; iemand die de cijfers van de school uitwerkt"},
            .preconditions = {"true figures of the school itself; do not use it where use is higher than pupils think", "echte cijfers van de school zelf; niet doen waar gebruik hoger is dan leerlingen denken"},
            .measure = {"believed against true use, before and after", "gedacht tegenover werkelijk gebruik, voor en na"},
            .sources = {"stock2016"},
        },
    };
    return kind_of<YouthEducation, Effects>(std::move(type));
}

}  // namespace pijler
