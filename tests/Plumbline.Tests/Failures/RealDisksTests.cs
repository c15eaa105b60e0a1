using Plumbline.Data;
using Plumbline.Failures;
using Plumbline.Preprocessing;

namespace Plumbline.Tests.Failures;

/// <summary>Backblaze's disks of spring 2013, all that failed and some that did not.</summary>
public sealed class RealDisksTests
{
    // Counted by a separate Python program from the definitions in FailureEvaluation, without any of its code.
    [Fact]
    public void The_figures_of_real_disks_agree_with_an_independent_count()
    {
        // Reallocated and pending sectors, and a little of the row number so that no two scores are equal.
        ScoredHistory[] disks = [.. Read().Select(disk => ScoredHistory.Of(disk, Enumerable.Range(0, disk.StepCount)
            .Select(row => Math.Log(1 + Known(disk.Row(row)[1])) + Math.Log(1 + Known(disk.Row(row)[4])) + (1e-9 * disk.Rows.Span[row])).ToArray()))];
        var evaluation = FailureEvaluation.Of(disks);
        Assert.Equal((593, 120, 1, 21_530), (evaluation.Entities, evaluation.Failing, evaluation.LeftOut, evaluation.Rows));
        Assert.Equal(0.7564624158331409, evaluation.AreaUnderRoc!.Value, 1e-9);
        Assert.Equal(0.6658941877273691, evaluation.AveragePrecision!.Value, 1e-9);
        var inspection = evaluation.Inspection;
        Assert.Equal((212, 57, 123, 57, 119), (inspection.Inspections, inspection.Right, inspection.Wrong, inspection.Found, inspection.Failing));
        Assert.Equal(3, inspection.Lead!.Median);
        var more = FailureEvaluation.Of(disks, new FailureEvaluationOptions { BudgetShare = 0.03 }).Inspection;
        Assert.Equal((635, 69, 468), (more.Inspections, more.Right, more.Wrong));

        static double Known(double value) => double.IsNaN(value) ? 0 : value;
    }

    [Fact]
    public void A_counter_of_hours_rises_inside_every_window_of_real_disks()
    {
        var disks = Read();
        var options = new FailureOptions
        {
            Prepare = new() { Scale = new() { Kind = ScalingKind.None, Clip = ClipKind.None }, Gaps = new() { Longest = 1000, MostImputed = 1 } },
            Windows = new() { Length = 16 },
        };
        var preprocessor = Preprocessor.Fit(disks, options.Prepare);
        var windows = FailureWindows.Of([.. disks.Select(disk => PreparedHistory.Of(disk, options, preprocessor))], 5, options.Windows, seed: 1);
        Assert.Equal(73, windows.Failing); // 72 disks with 16 rows before that of the failure, and one that has as many days once ten are filled in
        var falling = new HashSet<string>();
        for (var i = 0; i < windows.Count; i++)
            for (var step = 1; step < 16; step++)
                if (windows[i][(step * 5) + 2] < windows[i][((step - 1) * 5) + 2]) falling.Add(windows.EntityOf(i));
        Assert.Equal(["WD-WCAU47356389", "WD-WCAU47356414"], falling.Order()); // whose hours fall in the file itself, on the same two days
    }

    private static IReadOnlyList<SeriesFrame> Read()
    {
        using var file = File.OpenRead(SharedData.Path("run-to-failure/backblaze-2013q2/sample.csv"));
        return SeriesCsvReader.ReadAll(file, "sample.csv", new SeriesCsvOptions
        {
            TimeColumn = "date",
            EntityColumn = "serial_number",
            LabelColumn = "failure",
            Signals = ["smart_1_raw", "smart_5_raw", "smart_9_raw", "smart_194_raw", "smart_197_raw"],
        });
    }
}
