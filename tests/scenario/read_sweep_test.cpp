#include "support.hpp"

#include "scenario/study_draft.hpp"

#include <gtest/gtest.h>

namespace pijler::test {
namespace {

class Sweeps : public ::testing::Test {
protected:
    std::filesystem::path write(std::string const& sweep)
    {
        return folder_.write("s.toml", "title = \"x\"\n[[arm]]\nname = \"baseline\"\nscenario = \"" + (good() / "base.toml").string() + "\"\n[[arm]]\nname = \"parents\"\nscenario = \"" +
                                           (good() / "parents.toml").string() + "\"\n" + sweep);
    }
    StudyDraft read(std::string const& sweep) { return read_study_draft({write(sweep)}, vocabulary()); }
    // "LINE:COLUMN problem" of each fault; line 8 is the first of `sweep`.
    std::vector<std::string> faults(std::string const& sweep)
    {
        try {
            read(sweep);
        } catch (InputError const& error) {
            std::vector<std::string> told;
            for (auto const& fault : error.faults()) told.push_back(std::to_string(fault.place.line) + ":" + std::to_string(fault.place.column) + " " + fault.problem);
            return told;
        }
        return {};
    }
    Folder folder_;
};

TEST_F(Sweeps, ReadRangesAndWhatTakesWholeNumbers)
{
    auto const draft = read("[sweep]\ndesign = \"saltelli\"\npoints = 8\nsecond_order = true\n[sweep.parameters]\n\"arm.parents.evenings.coverage\" = [0.05, 0.5]\n"
                            "\"evenings.start\" = [0, 24]\n");
    ASSERT_TRUE(draft.sweep.has_value());
    auto const& plan = *draft.sweep;
    EXPECT_EQ(plan.design, DesignKind::saltelli);
    EXPECT_EQ(plan.points, 8u);
    EXPECT_TRUE(plan.second_order);
    ASSERT_EQ(plan.factors.size(), 2u);
    EXPECT_EQ(plan.factors[0].path, "arm.parents.evenings.coverage");
    EXPECT_EQ(plan.factors[0].low, 0.05);
    EXPECT_EQ(plan.factors[0].high, 0.5);
    EXPECT_FALSE(plan.factors[0].whole);
    EXPECT_TRUE(plan.factors[1].whole);
}

// numpy and SALib write whole numbers so.
TEST_F(Sweeps, TakeWholeNumbersOfTablesInAnyForm)
{
    folder_.write("d.csv", "evenings.start,evenings.coverage\n3.000000000000000000e+00,1.0e-01\n4.0,0.2\n5,0.3\n");
    EXPECT_EQ(read("[sweep]\ndesign = \"d.csv\"\n").sweep->factors[0].values, (std::vector<std::string>{"3", "4", "5"}));
    folder_.write("d.csv", "evenings.start\n3.5\n");
    EXPECT_THROW(read("[sweep]\ndesign = \"d.csv\"\n"), InputError);
}

TEST_F(Sweeps, ReadGridsOfAnyValues)
{
    auto const draft = read("[sweep]\ndesign = \"grid\"\n[sweep.parameters]\n\"evenings.target.sex\" = [\"female\", \"male\"]\n\"evenings.target.age\" = [[12, 13], [14, 15]]\n"
                            "\"evenings.dose\" = [0.5, 1, 2.0]\n\"evenings.calendar\" = [[{ from = 0, strength = 0.5 }]]\n");
    auto const& plan = *draft.sweep;
    EXPECT_EQ(plan.points, 12u);
    EXPECT_EQ(plan.factors[0].values, (std::vector<std::string>{"female", "male"}));
    EXPECT_EQ(plan.factors[1].values, (std::vector<std::string>{"[12, 13]", "[14, 15]"}));
    EXPECT_EQ(plan.factors[2].values, (std::vector<std::string>{"0.5", "1", "2"}));
    EXPECT_EQ(plan.factors[3].values, (std::vector<std::string>{"[{ from = 0, strength = 0.5 }]"}));
}

TEST_F(Sweeps, ReadDesignsFromCsv)
{
    folder_.write("design.csv", "evenings.coverage,norms.descriptive.learning_rate\n0.1,0.2\n0.3,0.25\n");
    auto const draft = read("[sweep]\ndesign = \"design.csv\"\n");
    EXPECT_EQ(draft.sweep->design, DesignKind::table);
    EXPECT_EQ(draft.sweep->points, 2u);
    EXPECT_EQ(draft.sweep->factors[1].values, (std::vector<std::string>{"0.2", "0.25"}));
    ASSERT_GE(draft.study.inputs.size(), 2u);
    EXPECT_EQ(draft.study.inputs[1].rows, 2u);
}

TEST_F(Sweeps, TellEveryFaultAtItsPlace)
{
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobol\"\npoints = 8\n[sweep.parameters]\n\"evenings.coverage\" = [0.1, 1.5]\n\"norms.descriptive.learning_rate\" = [0.1, 7]\n\"simulation.months\" = [12, 24]\n"),
              (std::vector<std::string>{"12:29 'evenings.coverage' is 1.5", "13:43 'norms.descriptive.learning_rate' is 7", "14:1 'simulation.months' is the same at every point of a sweep"}));
    auto const unknown = faults("[sweep]\ndesign = \"sobol\"\npoints = 8\n[sweep.parameters]\n\"evenings.covrage\" = [0.1, 0.5]\n");
    ASSERT_EQ(unknown.size(), 1u);
    EXPECT_TRUE(unknown.front().starts_with("12:1 ")) << unknown.front();
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobol\"\npoints = 0\n[sweep.parameters]\n\"norms.descriptive.learning_rate\" = [0.1, 7]\n").size(), 2u);
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobol\"\npoints = 8\n[sweep.parameters]\n\"norms.descriptive.learning_rate\" = [\"a\", 7]\n").size(), 1u);
}

TEST_F(Sweeps, RefuseWhatIsNoDesign)
{
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobal\"\npoints = 8\n[sweep.parameters]\n\"evenings.coverage\" = [0.1, 0.5]\n").size(), 1u);
    EXPECT_EQ(faults("[sweep]\ndesign = \"random\"\n[sweep.parameters]\n\"evenings.coverage\" = [0.5, 0.1]\n").size(), 2u);  // no points, turned round
    EXPECT_EQ(faults("[sweep]\ndesign = \"morris\"\npoints = 8\nlevels = 5\n[sweep.parameters]\n\"evenings.coverage\" = [0.1, 0.5]\n").size(), 1u);
    EXPECT_EQ(faults("[sweep]\ndesign = \"grid\"\npoints = 8\n[sweep.parameters]\n\"evenings.coverage\" = [0.1, 0.1]\n").size(), 2u);
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobol\"\npoints = 8\n[sweep.parameters]\n").size(), 1u);
}

TEST_F(Sweeps, TellFaultsWithinAValueWhereItStands)
{
    EXPECT_EQ(faults("[sweep]\ndesign = \"grid\"\n[sweep.parameters]\n\"evenings.calendar\" = [[{ from = 0, strength = 1.0 }], [{ from = -1, strenth = 1.0 }]]\n"),
              (std::vector<std::string>{"11:56 'evenings.calendar.strength' is missing", "11:56 'evenings.calendar.from' is -1", "11:56 unknown key 'evenings.calendar.strenth'"}));
}

TEST_F(Sweeps, TellFaultsOfACsvAtTheirCells)
{
    folder_.write("design.csv", "evenings.coverage,norms.descriptive.learning_rate\n0.1,0.2\n3,x\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"design.csv\"\n").size(), 2u);
    // A row that is too short hides no others; a name that is not known stands in the header.
    folder_.write("design.csv", "norms.descriptive.learning_rate,evenings.coverage\n7,0.1\n0.2\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"design.csv\"\n"), (std::vector<std::string>{"2:1 'norms.descriptive.learning_rate' is 7", "3:1 cells in this row: 1, in the header: 2"}));
    folder_.write("design.csv", "evenings.coverage,evenings.covrage,no.such\n0.1,0.2,1\n0.2,0.2,1\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"design.csv\"\n"), (std::vector<std::string>{"1:19 unknown key 'evenings.covrage'", "1:36 unknown name 'no.such'"}));
}

TEST_F(Sweeps, AppliesAPointAndTellsItsFaultsWhereTheDesignStatesThem)
{
    auto const draft = read("[sweep]\ndesign = \"sobol\"\npoints = 8\n[sweep.parameters]\n\"evenings.start\" = [0, 24]\n\"evenings.end\" = [12, 36]\n");
    Overrides point;
    point.set = {{"evenings.start", "6", Place{"design.csv", 2, 1}}, {"evenings.end", "30", Place{"design.csv", 2, 3}}};
    auto const study = finished(draft, point, vocabulary());
    EXPECT_EQ(study.arms[1].scenario.interventions.front().delivery.start, 6);
    // What goes together is read together, in whatever order it is stated.
    point.set = {{"evenings.end", "4", Place{"design.csv", 2, 1}}, {"evenings.start", "2", Place{"design.csv", 2, 3}}};
    EXPECT_EQ(finished(draft, point, vocabulary()).arms[1].scenario.interventions.front().delivery.end, 4);
    point.set = {{"evenings.start", "30", Place{"design.csv", 2, 1}}, {"evenings.end", "40", Place{"design.csv", 2, 3}}};
    EXPECT_EQ(finished(draft, point, vocabulary()).arms[1].scenario.interventions.front().delivery.end, 40);
    point.set = {{"evenings.start", "20", Place{"design.csv", 3, 1}}, {"evenings.end", "14", Place{"design.csv", 3, 4}}};
    try {
        finished(draft, point, vocabulary());
        FAIL() << "ends before it starts";
    } catch (InputError const& error) {
        EXPECT_EQ(error.faults().front().place.file, "design.csv");
        EXPECT_EQ(error.faults().front().place.line, 3u);
    }
}

TEST_F(Sweeps, ReadWhatPriorsAreDrawnFrom)
{
    folder_.write("sets.csv", "norms.descriptive.learning_rate\n0.1\n0.2\n");
    folder_.write("priors.csv", "parameter,centre,sd,note\neducation.parents.effect_communication,0.2,0.01,an expert\n");
    auto const draft = read("[sweep]\ndesign = \"priors\"\npoints = 5\nsets = \"sets.csv\"\npriors = \"priors.csv\"\n");
    auto const& plan = *draft.sweep;
    EXPECT_EQ(plan.design, DesignKind::priors);
    ASSERT_EQ(plan.sets.size(), 2u);
    EXPECT_EQ(plan.sets[1].at("norms.descriptive.learning_rate"), 0.2);
    ASSERT_EQ(plan.priors.size(), 1u);
    EXPECT_EQ(plan.priors[0].parameter, "education.parents.effect_communication");
    EXPECT_EQ(plan.priors[0].centre, 0.2);
    EXPECT_EQ(plan.priors[0].sd, 0.01);
}

TEST_F(Sweeps, TellFaultsOfPriors)
{
    folder_.write("priors.csv", "parameter,centre,sd\neducation.parents.effect_communication,20,0.01\nno.such,1,1\neducation.parents.effect_communication,0.2,-1\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"priors\"\npoints = 5\npriors = \"priors.csv\"\n").size(), 4u);  // a centre out of range, a name, a second row, an sd
    EXPECT_EQ(faults("[sweep]\ndesign = \"sobol\"\npoints = 5\npriors = \"priors.csv\"\n[sweep.parameters]\n\"evenings.start\" = [0, 24]\n").size(), 1u);
    folder_.write("priors.csv", "parameter,centre,sd\neducation.parents.effect_communication,0.2,0.01\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"priors\"\npoints = 5\npriors = \"priors.csv\"\n[sweep.parameters]\n\"education.parents.effect_communication\" = [0.1, 0.2]\n").size(), 1u);
    folder_.write("priors.csv", "parameter,sd\neducation.parents.effect_communication,0.01\n");
    EXPECT_EQ(faults("[sweep]\ndesign = \"priors\"\npoints = 5\npriors = \"priors.csv\"\n").size(), 1u);
}

}  // namespace
}  // namespace pijler::test
