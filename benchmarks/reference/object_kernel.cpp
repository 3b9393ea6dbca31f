// The bare kernel as many write an agent-based model: an object on the heap for each agent, pointers to its neighbours, doubles, one
// Mersenne twister.
#include "small_world.hpp"

#include <cmath>
#include <memory>

namespace pijler::reference {
namespace {

class Agent {
public:
    Agent(double use, double injunctive, double impulsivity) : use_{use}, perceived_{use}, injunctive_{injunctive}, impulsivity_{impulsivity} {}

    void befriend(Agent* other) { friends_.push_back(other); }
    double use() const { return use_; }

    void look(double draw)
    {
        double using_now = 0.0, approving = 0.0;
        for (auto const* other : friends_) {
            using_now += other->use_;
            approving += other->injunctive_;
        }
        auto const count = static_cast<double>(friends_.size());
        next_perceived_ = 0.7 * perceived_ + 0.3 * using_now / count;
        next_injunctive_ = 0.9 * injunctive_ + 0.1 * approving / count;
        double const u = -3.0 + 2.5 * use_ + 1.5 * next_perceived_ + 1.2 * next_injunctive_ + impulsivity_ + 0.8 * next_perceived_ * next_injunctive_;
        next_use_ = draw < 1.0 / (1.0 + std::exp(-u)) ? 1.0 : 0.0;
    }
    void advance()
    {
        use_ = next_use_;
        perceived_ = next_perceived_;
        injunctive_ = next_injunctive_;
    }

private:
    double use_, perceived_, injunctive_, impulsivity_;
    double next_use_ = 0.0, next_perceived_ = 0.0, next_injunctive_ = 0.0;
    std::vector<Agent*> friends_;
};

class Kernel {
public:
    explicit Kernel(std::uint32_t agents)
    {
        for (std::uint32_t n = 0; n < agents; ++n) {
            double const use = uniform_(random_) < 0.1 ? 1.0 : 0.0;
            double const injunctive = uniform_(random_);
            agents_.push_back(std::make_unique<Agent>(use, injunctive, uniform_(random_)));
        }
        for (auto const& [one, other] : small_world(agents)) {
            agents_[one]->befriend(agents_[other].get());
            agents_[other]->befriend(agents_[one].get());
        }
    }

    void step()
    {
        for (auto const& agent : agents_) agent->look(uniform_(random_));
        for (auto const& agent : agents_) agent->advance();
    }

    double prevalence() const
    {
        double sum = 0.0;
        for (auto const& agent : agents_) sum += agent->use();
        return sum / static_cast<double>(agents_.size());
    }

private:
    std::mt19937 random_{1};
    std::uniform_real_distribution<> uniform_;
    std::vector<std::unique_ptr<Agent>> agents_;
};

}  // namespace
}  // namespace pijler::reference

int main(int words, char** word) { return pijler::reference::run<pijler::reference::Kernel>(words, word); }
