// The bare kernel as fast as we can write it, on what the program's core offers: all that a neighbour reads of an agent in one word of fixed
// point, whose sum over ties has no order; agents of a window sorted by their number of near ties, which are 16 bits each; counter-based
// draws; arithmetic in vectors. The yardstick of what a month costs.
#include "small_world.hpp"

#include "core/column.hpp"
#include "core/math.hpp"
#include "core/parallel.hpp"
#include "core/random.hpp"

#include <array>
#include <numeric>
#include <span>
#include <utility>

namespace pijler::reference {
namespace {

constexpr std::uint32_t window = 1024;
constexpr int approval_bits = 20, use_from = 26;  // room for the sums of 63 neighbours
constexpr std::uint32_t approval_mask = (1U << use_from) - 1;
constexpr std::size_t near_most = 32;
constexpr std::int64_t reach = 1 << 15;  // of a near tie, from its window's middle

// Agents of a window with the same number of near ties, one after the other.
struct Stretch {
    std::uint16_t ties, agents;
};

class Kernel {
public:
    explicit Kernel(std::uint32_t agents) : agents_{agents}, word_(agents), next_(agents), perceived_(agents), impulsivity_(agents), per_tie_(agents)
    {
        std::mt19937 random{1};
        std::uniform_real_distribution<float> uniform;
        for (std::uint32_t n = 0; n < agents; ++n) {
            bool const use = uniform(random) < 0.1F;
            perceived_[n] = use ? 1.0F : 0.0F;
            word_[n] = packed(use, uniform(random));
            impulsivity_[n] = uniform(random);
        }
        lay_out(small_world(agents));
    }

    void step()
    {
        auto stretch = stretches_.begin();
        auto const* order = order_.data();
        auto const* near = near_.data();
        auto far = far_.begin();
        std::array<std::uint32_t, window> sum;
        for (std::uint32_t begin = 0; begin < agents_; begin += window) {
            auto const count = std::min(window, agents_ - begin);
            auto const* const base = word_.data() + base_of(begin);
            for (std::uint32_t done = 0; done < count; done += stretch->agents, ++stretch) {
                add_near(*stretch, base, near, order, sum.data());
                near += std::size_t{stretch->ties} * stretch->agents;
                order += stretch->agents;
            }
            for (; far != far_.end() && far->one < begin + count; ++far) {
                __builtin_prefetch(&word_[(far + (far_.end() - far > 64 ? 64 : 0))->other]);
                sum[far->one - begin] += word_[far->other];
            }
            std::array<std::uint32_t, window / 4> who;
            std::array<RandomBlock, window / 4> draws;
            std::iota(who.begin(), who.end(), begin / 4);
            key_.blocks(who, step_, 1, 0, draws);
            update(begin, count, sum.data(), draws.front().data());
        }
        word_.swap(next_);
        ++step_;
    }

    double prevalence() const
    {
        double users = 0.0;
        for (auto const word : word_) users += word >> use_from;
        return users / agents_;
    }

private:
    static std::uint32_t packed(bool use, float approval) { return std::uint32_t{use} << use_from | static_cast<std::uint32_t>(approval * float{1 << approval_bits} + 0.5F); }

    // Where a window's 16-bit ties count from.
    std::uint32_t base_of(std::uint32_t begin) const { return static_cast<std::uint32_t>(std::max<std::int64_t>(0, std::int64_t{begin} + window / 2 - reach)); }

    void lay_out(std::vector<std::pair<std::uint32_t, std::uint32_t>> const& ties)
    {
        std::vector<std::vector<std::uint32_t>> of(agents_);
        for (auto const& [one, other] : ties) {
            of[one].push_back(other);
            of[other].push_back(one);
        }
        for (std::uint32_t begin = 0; begin < agents_; begin += window) {
            auto const end = std::min(agents_, begin + window);
            auto const base = base_of(begin);
            auto const is_near = [&](std::uint32_t other) { return other >= base && other - base < 2 * reach; };
            std::vector<std::pair<std::size_t, std::uint32_t>> by_ties;
            for (auto n = begin; n < end; ++n) {
                per_tie_[n] = of[n].empty() ? 0.0F : 1.0F / static_cast<float>(of[n].size());
                auto const near = std::min<std::size_t>(near_most, static_cast<std::size_t>(std::count_if(of[n].begin(), of[n].end(), is_near)));
                by_ties.emplace_back(near, n);
            }
            std::sort(by_ties.begin(), by_ties.end());
            for (auto const& [near, n] : by_ties) {
                if (stretches_.empty() || order_.size() % window == 0 || stretches_.back().ties != near) stretches_.push_back({static_cast<std::uint16_t>(near), 0});
                ++stretches_.back().agents;
                order_.push_back(static_cast<std::uint16_t>(n - begin));
                std::size_t taken = 0;
                for (auto const other : of[n])
                    if (is_near(other) && taken < near) {
                        near_.push_back(static_cast<std::uint16_t>(other - base));
                        ++taken;
                    }
            }
            for (auto n = begin; n < end; ++n) {
                std::size_t taken = 0;
                for (auto const other : of[n]) {
                    bool const near = is_near(other) && taken < near_most;
                    taken += near;
                    if (!near) far_.push_back({n, other});
                }
            }
        }
    }

    template <std::size_t ties>
    static void add(std::size_t agents, std::uint32_t const* base, std::uint16_t const* near, std::uint16_t const* order, std::uint32_t* sum)
    {
        for (std::size_t n = 0; n < agents; ++n, near += ties) {
            std::uint32_t all = 0;
            for (std::size_t tie = 0; tie < ties; ++tie) all += base[near[tie]];
            sum[order[n]] = all;
        }
    }
    static void add_near(Stretch const& stretch, std::uint32_t const* base, std::uint16_t const* near, std::uint16_t const* order, std::uint32_t* sum)
    {
        constexpr auto by_ties = []<std::size_t... ties>(std::index_sequence<ties...>) { return std::array{&add<ties>...}; }(std::make_index_sequence<near_most + 1>{});
        by_ties[stretch.ties](stretch.agents, base, near, order, sum);
    }

    IN_VECTORS void update(std::uint32_t begin, std::uint32_t count, std::uint32_t const* sum, std::uint32_t const* draw)
    {
        auto const* const word = word_.data() + begin;
        auto* const next = next_.data() + begin;
        auto* const perceived = perceived_.data() + begin;
        auto const* const impulsivity = impulsivity_.data() + begin;
        auto const* const per_tie = per_tie_.data() + begin;
        for_lanes(count, [=](std::size_t k) {
            auto const whole = [](std::uint32_t number) { return static_cast<float>(static_cast<std::int32_t>(number)); };
            float const use = whole(word[k] >> use_from);
            float const p = 0.7F * perceived[k] + 0.3F * whole(sum[k] >> use_from) * per_tie[k];
            float const q = (0.9F * whole(word[k] & approval_mask) + 0.1F * whole(sum[k] & approval_mask) * per_tie[k]) * (1.0F / float{1 << approval_bits});
            perceived[k] = p;
            float const u = -3.0F + 2.5F * use + 1.5F * p + 1.2F * q + impulsivity[k] + 0.8F * p * q;
            std::uint32_t const uses = uniform(draw[k]) * (1.0F + exponential(-u)) < 1.0F ? 1U : 0U;
            next[k] = uses << use_from | static_cast<std::uint32_t>(static_cast<std::int32_t>(q * float{1 << approval_bits} + 0.5F));
        });
    }

    std::uint32_t agents_;
    std::uint32_t step_ = 0;
    RandomKey key_{1, 0};
    template <class Value>
    using Numbers = std::vector<Value, ColumnMemory<Value>>;
    Numbers<std::uint32_t> word_, next_;
    Numbers<float> perceived_, impulsivity_, per_tie_;
    std::vector<Stretch> stretches_;
    Numbers<std::uint16_t> order_, near_;
    struct Far {
        std::uint32_t one, other;
    };
    std::vector<Far> far_;
};

}  // namespace
}  // namespace pijler::reference

int main(int words, char** word) { return pijler::reference::run<pijler::reference::Kernel>(words, word); }
