using Plumbline.App.Comparison;
using Plumbline.App.Documents;

namespace Plumbline.Tests.Comparison;

public sealed class JudgementTests
{
    [Fact]
    public void The_model_wins_only_when_it_ranks_best()
    {
        Assert.True(Judgement.Of([Of("model", 0.9, 5), Of("PCA", 0.8, 1)], byCost: 0).Wins);
        Assert.False(Judgement.Of([Of("model", 0.9, 5), Of("PCA", 0.8, 1), Of("no model", 0.95, 1)], byCost: 0).Wins);
        Assert.False(Judgement.Of([Of("model", 0.9, 5), Of("PCA", 0.9, 5)], byCost: 0).Wins);
    }

    [Fact]
    public void Where_thresholds_were_chosen_by_cost_the_cost_decides_too()
    {
        FiguresDocument[] figures = [Of("model", 0.9, 275), Of("PCA", 0.8, 275), Of("random", 0.1, 10)];
        Assert.False(Judgement.Of(figures, byCost: 2).Wins);
        Assert.True(Judgement.Of([Of("model", 0.9, 274), .. figures[1..]], byCost: 2).Wins);
        Assert.Equal("The model does not win here: VUS-PR 0.9 against 0.8 of PCA, cost 275 against 275 of PCA.", Judgement.Of(figures, byCost: 2).Sentence);
    }

    [Fact]
    public void Nothing_is_said_where_labels_are_all_equal() =>
        Assert.Null(Judgement.Of([Of("model", null, 0), Of("PCA", null, 0)], byCost: 0).Wins);

    private static FiguresDocument Of(string name, double? vus, double cost) => new() { Scorer = name, VusPr = vus, Cost = cost };
}
