using Plumbline.Data;

namespace Plumbline.Tests.Data;

public sealed class DriveSnapshotsTests
{
    private const string Fleet = """
        date,serial_number,model,capacity_bytes,failure,smart_5_normalized,smart_5_raw,smart_9_normalized,smart_9_raw
        2013-04-10,B,ST3,3000592982016,0,100,0,99,500
        2013-04-10,A,ST3,3000592982016,0,100,8,99,900
        2013-04-11,B,ST3,3000592982016,0,100,0,99,524
        2013-04-11,A,ST3,3000592982016,1,100,16,99,
        """;

    [Fact]
    public void Daily_snapshots_are_read_as_one_series_a_drive_of_its_raw_values()
    {
        var frames = Read(Fleet);
        Assert.Equal(["B", "A"], frames.Select(frame => frame.Entity));
        Assert.All(frames, frame => Assert.Equal(["smart_5_raw", "smart_9_raw"], frame.Signals));
        Assert.Equal([0, 500, 0, 524], frames[0].Values.ToArray());
        Assert.Equal([8, 900, 16, double.NaN], frames[1].Values.ToArray());
        Assert.Equal([0, 1], frames[1].Labels.ToArray());
        Assert.Equal(TimeSpan.TicksPerDay, frames[1].Time[1] - frames[1].Time[0]);
    }

    [Fact]
    public void Other_files_that_begin_with_a_date_are_not_taken_for_snapshots() =>
        Assert.Contains("'timestamp' or 'index'", Assert.Throws<DataFormatException>(() => Read("date,cpu\n2013-04-10,1\n")).Message);

    [Fact]
    public void Hours_of_operation_rise_inside_every_drive_of_the_shared_fleet()
    {
        using var file = File.OpenRead(SharedData.Path("run-to-failure/backblaze-2013q2/sample.csv"));
        using var reader = new SeriesCsvReader(file, "sample.csv");
        var drives = reader.ReadAll();
        Assert.Equal((593, 21530, 120), (drives.Count, drives.Sum(drive => drive.StepCount), drives.Count(drive => drive.Labels.Span[^1] == 1)));
        var (steps, falls) = (0, 0);
        foreach (var drive in drives)
        {
            for (var day = 1; day < drive.StepCount; day++, steps++)
                if (drive.Row(day)[2] < drive.Row(day - 1)[2]) falls++;
        }
        Assert.True(falls < 0.001 * steps, $"{falls} falls in {steps} steps");
    }

    private static IReadOnlyList<SeriesFrame> Read(string text)
    {
        using var reader = new SeriesCsvReader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text)), "fleet.csv");
        return reader.ReadAll();
    }
}
