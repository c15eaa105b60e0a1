using Plumbline.Data;
using Plumbline.Simulation;

namespace Plumbline.Tests.App;

/// <summary>Two simulated nodes on disk with a dense detector of them, made once for a class of tests.</summary>
public sealed class SmallFleet : IDisposable
{
    public SmallFleet()
    {
        Truth = SyntheticFleet.Generate(new SyntheticFleetOptions { Nodes = 2, Days = 3, AnomaliesPerNode = 2 });
        using (var file = File.Create(Data)) SeriesCsvWriter.Write(file, Truth.Frames);
        CommandRun.Of("fit", "--preset", "dense", "--data", Data, "--train-rows", $"{Truth.FitSteps}", "--out", Model).Done();
        CommandRun.Of("score", "--model", Model, "--data", Data, "--out", Scores).Done();
    }

    public SyntheticFleetData Truth { get; }

    public WorkFolder Folder { get; } = new();

    public string Data => Folder["fleet.csv"];

    public string Model => Folder["model.plumb"];

    public string Scores => Folder["scores.csv"];

    public void Dispose() => Folder.Dispose();
}
