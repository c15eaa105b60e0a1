using Plumbline.Data;

namespace Plumbline.Tests.App;

public sealed class ReportCommandTests(SmallFleet fleet) : IClassFixture<SmallFleet>
{
    [Fact]
    public void A_report_shows_anomalies_curves_and_who_wins()
    {
        var page = Report(fleet.Data);
        string[] parts = ["id=\"roc-chart\"", "id=\"precision-recall-chart\"", "id=\"cost-chart\"", "VUS-PR", "no model", "PCA", "random", "worst step of the anomaly", "node01", "node02"];
        Assert.All(parts, part => Assert.Contains(part, page, StringComparison.Ordinal));
        Assert.Matches("The model (wins against its baselines|does not win here): VUS-PR", page);
    }

    [Fact]
    public void Without_labels_the_report_says_why_curves_are_absent()
    {
        var data = fleet.Folder["unlabelled.csv"];
        using (var file = File.Create(data))
            SeriesCsvWriter.Write(file, [.. fleet.Truth.Frames.Select(frame => new SeriesFrame(frame.Entity, frame.Signals, frame.Time, frame.Values))]);
        var page = Report(data);
        Assert.DoesNotContain("id=\"roc-chart\"", page, StringComparison.Ordinal);
        Assert.Contains("the data carry no labels to compare with", page, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_report_comes_out_to_the_byte() => Assert.Equal(Report(fleet.Data), Report(fleet.Data));

    private string Report(string data) => CommandRun.Of("report", "--model", fleet.Model, "--data", data, "--out", "-").Done().Output;
}
