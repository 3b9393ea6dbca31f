#include "support.hpp"

namespace pijler::test {
namespace {

TEST(ReadMunicipality, every_figure_lands_in_its_member)
{
    auto const town = read_municipality(good() / "town.toml");
    EXPECT_EQ(town.name, "Middelstad");
    EXPECT_EQ(town.inhabitants, 100000.0);
    EXPECT_EQ(town.youths_12_17, 7000.0);
    EXPECT_EQ(town.youths_18_24, 8700.0);
    EXPECT_EQ(town.land_area, 80.0);
    EXPECT_EQ(town.neighbourhoods, 40);
    EXPECT_EQ(town.schools_vmbo, 3);
    EXPECT_EQ(town.schools_all_tracks, 2);
    EXPECT_EQ(town.schools_havo_vwo, 3);
    EXPECT_EQ(town.class_size, 25.0);
    EXPECT_EQ(town.class_size_vmbo, 22.0);
    EXPECT_EQ(town.track_vmbo, 0.51);
    EXPECT_EQ(town.track_havo, 0.28);
    EXPECT_EQ(town.state_18_24_mbo, 0.25);
    EXPECT_EQ(town.state_18_24_hbo, 0.20);
    EXPECT_EQ(town.state_18_24_wo, 0.08);
    EXPECT_EQ(town.state_18_24_work, 0.40);
    EXPECT_EQ(town.state_18_24_neither, 0.05);
    EXPECT_EQ(town.one_parent_share, 0.20);
    EXPECT_EQ(town.no_sibling_share, 0.20);
    EXPECT_EQ(town.one_sibling_share, 0.48);
    EXPECT_EQ(town.club_share_12_17, 0.57);
    EXPECT_EQ(town.club_share_18_24, 0.30);
    EXPECT_EQ(town.coffeeshops, 2);
    EXPECT_TRUE(town.public_smoking_ban);
    EXPECT_FALSE(town.hemp_covenant);
}

TEST(ReadMunicipality, shares_may_add_up_to_one_exactly)
{
    Folder folder;
    auto text = read_text(good() / "town.toml");
    auto const at = text.find("track_havo = { value = 0.28");
    ASSERT_NE(at, std::string::npos);
    text.replace(at, 27, "track_havo = { value = 0.49");
    EXPECT_EQ(faults_of([&] { read_municipality(folder.write("t.toml", text)); }), "");
}

}  // namespace
}  // namespace pijler::test
