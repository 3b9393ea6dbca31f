#include "cli/trial_table.hpp"

#include "cli/figures.hpp"
#include "cli/result_view.hpp"
#include "study/trial_analysis.hpp"

#include <algorithm>
#include <cmath>
#include <sstream>

namespace pijler {
namespace {

// A result that chance brings in fewer than this share of trials does not agree with the model.
constexpr double rare = 0.05;

// Of a handful of cases an odds ratio may be anything: its size says nothing then, and would break the table.
std::string ratio_text(double ratio) { return ratio < 100.0 ? format("%.2f", ratio) : ratio < 1000.0 ? format("%.0f", ratio) : ">999"; }

std::string with_interval(double middle, double low, double high)
{
    if (!std::isfinite(middle)) return "-";
    return ratio_text(middle) + (std::isfinite(low) && std::isfinite(high) ? " (" + ratio_text(low) + "-" + ratio_text(high) + ")" : "");
}

class TrialText {
public:
    explicit TrialText(ResultFile const& result) : view_{result}, replicates_{view_.size("replicate")}, followups_{view_.size("followup")} {}

    std::string text()
    {
        out_ << wrapped("", "", view_.text("title")) << replicates_ << " simulated " << (replicates_ == 1 ? "trial" : "trials") << ", " << view_.text("trial") << ", " << view_.text("trial_substance") << "\ncases: "
             << view_.text("trial_outcome") << "\n" << sample() << "\n\n"
             << format("%-12s%5s  %-18s%-18s%-11s%6s  %s\n", "odds ratio", "month", "paper (95 %)", "trials (95 %)", "mean 95 %", "signif", "paper");
        for (std::size_t arm = 1; arm < view_.size("arm"); ++arm)
            for (std::size_t f = 0; f < followups_; ++f) line(arm, f);
        arms();
        out_ << "\ntrials: mean odds ratio, and where 95 % of trials of this size fall by chance\nmean: interval of the mean, which more replicates narrow\n"
                "signif: trials that differ at 5 %\n"
                "paper: inside where its odds ratio lies in the interval of trials, or where only\nits significance is known, where 5 % of trials or more agree with it\n";
        return out_.str();
    }

private:
    // An arm's name before its figures, on a line of its own where it is long.
    std::string beside(std::size_t arm, std::size_t width) const
    {
        auto const& name = view_.words("arm")[arm];
        return characters(name) < width ? padded(name, width) : name + "\n" + std::string(width, ' ');
    }

    double at(std::string const& name, std::size_t arm, std::size_t replicate, std::size_t followup) const
    {
        return view_.value(name, (arm * replicates_ + replicate) * followups_ + followup);
    }
    double published(std::string const& name, std::size_t arm, std::size_t followup) const { return view_.value("published_" + name, arm * followups_ + followup); }

    std::string sample() const
    {
        double pupils = 0.0, clusters = 0.0;
        for (std::size_t arm = 0; arm < view_.size("arm"); ++arm) {
            pupils += mean(view_.per_replicate("pupils", arm));
            clusters += mean(view_.per_replicate("clusters", arm));
        }
        auto text = format("%.0f pupils of %.0f randomised, on average", pupils, clusters);
        if (auto const paper = view_.number("trial_pupils_published"); paper > 0.0) text += format("; the paper: %.0f pupils", paper);
        return text;
    }

    void line(std::size_t arm, std::size_t f)
    {
        // Of trials in which somebody is a case.
        std::vector<double> logs, errors;
        double significant = 0.0;
        for (std::size_t r = 0; r < replicates_; ++r) {
            significant += at("significant", arm, r, f) / static_cast<double>(replicates_);
            if (std::isnan(at("log_odds_ratio", arm, r, f))) continue;
            logs.push_back(at("log_odds_ratio", arm, r, f));
            errors.push_back(at("log_odds_ratio_error", arm, r, f));
        }
        auto net = paired_difference(logs);
        if (logs.empty()) net.mean = net.of_next;
        double const low = std::exp(net.mean - net.of_next), high = std::exp(net.mean + net.of_next);
        auto const of_mean = std::isfinite(net.of_mean) ? ratio_text(std::exp(net.mean - net.of_mean)) + "-" + ratio_text(std::exp(net.mean + net.of_mean)) : "-";
        out_ << beside(arm, 12) << format("%5.0f", view_.value("followup", f)) << "  " << padded(paper(arm, f), 18)
             << padded(with_interval(std::exp(net.mean), low, high), 18) << padded(of_mean, 11) << format("%4.0f %%", 100.0 * significant) << "  "
             << verdict(arm, f, low, high, chance_of_difference(arm, logs, errors)) << "\n";
    }

    std::string paper(std::size_t arm, std::size_t f) const
    {
        auto const ratio = published("odds_ratio", arm, f);
        if (std::isfinite(ratio)) return with_interval(ratio, published("low", arm, f), published("high", arm, f));
        auto const found = published("significant", arm, f);
        return found < 0.0 ? "-" : found > 0.0 ? "differs at 5 %" : "no difference";
    }

    // The chance that a trial differs at 5 %, from the mean and spread of the log odds ratios (normal), so that few replicates will do.
    double chance_of_difference(std::size_t arm, std::vector<double> const& logs, std::vector<double> const& errors) const
    {
        double squares = 0.0;
        double const middle = mean(logs), error = mean(errors), n = static_cast<double>(logs.size());
        for (double const each : logs) squares += (each - middle) * (each - middle);
        auto const clusters = mean(view_.per_replicate("clusters", arm)) + mean(view_.per_replicate("clusters", 0));
        double const needed = t975(clusters - 2.0) * error, spread = std::sqrt(squares / (n - 1.0));
        auto const beyond = [&](double distance) { return 0.5 * std::erfc(distance / spread / std::sqrt(2.0)); };
        return beyond(needed - middle) + beyond(needed + middle);
    }

    std::string verdict(std::size_t arm, std::size_t f, double low, double high, double chance) const
    {
        if (!std::isfinite(low)) return "-";
        auto const ratio = published("odds_ratio", arm, f);
        auto const found = published("significant", arm, f);
        if (!std::isfinite(ratio) && found < 0.0) return "-";
        bool const inside = std::isfinite(ratio) ? low <= ratio && ratio <= high : (found > 0.0 ? chance : 1.0 - chance) >= rare;
        return inside ? "inside" : "MISS";
    }

    void arms()
    {
        out_ << "\n" << format("%-14s%9s%8s%10s%11s", "mean of trials", "clusters", "pupils", "baseline", "contacts");
        for (std::size_t f = 0; f < followups_; ++f) out_ << format("%11s", ("month " + std::to_string(static_cast<int>(view_.value("followup", f)))).c_str());
        out_ << "\n";
        for (std::size_t arm = 0; arm < view_.size("arm"); ++arm) {
            auto const of = [&](char const* name) { return mean(view_.per_replicate(name, arm)); };
            out_ << beside(arm, 14) << format("%9.1f%8.0f%8.1f %%%11.0f", of("clusters"), of("pupils"), 100.0 * of("baseline_cases") / of("pupils"), of("contacts"));
            for (std::size_t f = 0; f < followups_; ++f) {
                double cases = 0.0, measured = 0.0;
                for (std::size_t r = 0; r < replicates_; ++r) {
                    cases += at("cases", arm, r, f);
                    measured += at("measured", arm, r, f);
                }
                out_ << format("%9.1f %%", 100.0 * cases / measured);
            }
            out_ << "\n";
        }
    }

    ResultView view_;
    std::size_t replicates_, followups_;
    std::ostringstream out_;
};

}  // namespace

bool is_trial(ResultFile const& result) { return ResultView{result}.has("published_odds_ratio"); }

std::string trial_table(ResultFile const& result) { return TrialText{result}.text(); }

}  // namespace pijler
