using Plumbline.App.Documents;
using Plumbline.App.Terminal;

namespace Plumbline.App.Comparison;

/// <summary>Whether the model wins, in a sentence.</summary>
/// <param name="Wins">Null when it cannot be said.</param>
/// <param name="Sentence">For people.</param>
internal sealed record Judgement(bool? Wins, string Sentence)
{
    /// <summary>The model wins when its VUS-PR is above every baseline's, and, if its threshold was chosen by cost, its cost is below theirs too.</summary>
    /// <param name="figures">The model first, then the baselines; all on the same unseen rows.</param>
    /// <param name="byCost">How many of them, from the first, had their thresholds chosen by cost; 0 when none had.</param>
    public static Judgement Of(IReadOnlyList<FiguresDocument> figures, int byCost)
    {
        var (model, baselines) = (figures[0], figures.Skip(1).ToList());
        if (model.VusPr is null) return new Judgement(null, "Whether the model wins cannot be said: the labels of these rows are all equal.");
        var best = baselines.MaxBy(one => one.VusPr)!;
        var cheapest = figures.Take(byCost).Skip(1).MinBy(one => one.Cost);
        var ranksBest = model.VusPr > best.VusPr;
        var ranking = $"VUS-PR {Figure.Of(model.VusPr)} against {Figure.Of(best.VusPr)} of {best.Scorer}";
        var cost = cheapest is null ? "" : $", cost {Figure.Of(model.Cost)} against {Figure.Of(cheapest.Cost)} of {cheapest.Scorer}";
        var wins = ranksBest && (cheapest is null || model.Cost < cheapest.Cost);
        return new Judgement(wins, wins ? $"The model wins against its baselines: {ranking}{cost}." : $"The model does not win here: {ranking}{cost}.");
    }
}
