using System.Globalization;
using Plumbline.Bench;

switch (args)
{
    case ["dense"]:
        DenseBenchmark.Run();
        return 0;
    case ["pair"]:
        PairBenchmark.Run();
        return 0;
    case ["lstm"]:
        LstmBenchmark.Run();
        return 0;
    case ["conv"]:
        ConvBenchmark.Run();
        return 0;
    case ["loop", var work, var seconds] when LoopBenchmark.Run(work, double.Parse(seconds, CultureInfo.InvariantCulture)):
        return 0;
    case ["growth"]:
        GrowthBenchmark.Run();
        return 0;
    case ["allocations"]:
        SoakBenchmark.PrintAllocations();
        return 0;
    case ["soak", ..]:
        return SoakBenchmark.Run(args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 10, args.Length > 2 ? long.Parse(args[2], CultureInfo.InvariantCulture) : 10_000_000);
    case ["million", ..]:
        return MillionBenchmark.Run(args.Length > 1 ? long.Parse(args[1], CultureInfo.InvariantCulture) : 1_000_000, args[Math.Min(2, args.Length)..]);
    case ["stream", .. var presets]:
        StreamBenchmark.Run(presets);
        return 0;
    case ["budget", var seeds, .. var presets]:
        BudgetBenchmark.Run(int.Parse(seeds, CultureInfo.InvariantCulture), presets);
        return 0;
    case ["studies", var data, var folder, .. var searches]:
        StudiesBenchmark.Run(data, folder, searches.Length > 0 ? searches : ["dense", "lstm"]);
        return 0;
    case ["onnx", var name] when OnnxPeer.Run(name):
        return 0;
    case ["csv"]:
        CsvBenchmark.Run(Environment.GetEnvironmentVariable("BENCH_CSV") ?? Path.Combine(Path.GetTempPath(), "plumbline-bench.csv"));
        return 0;
    case ["evaluation"]:
        EvaluationBenchmark.Run();
        return 0;
    case ["contamination", var preset, var firstSeed, var seeds]:
        ContaminationBenchmark.Run(preset, int.Parse(firstSeed, CultureInfo.InvariantCulture), int.Parse(seeds, CultureInfo.InvariantCulture));
        return 0;
    case ["drives", var data, var seeds, var days, .. var presets]:
        DriveBenchmark.Run(data, int.Parse(seeds, CultureInfo.InvariantCulture), int.Parse(days, CultureInfo.InvariantCulture), presets);
        return 0;
    case ["tuning", ..]:
        TuningBenchmark.Run(args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 20, args.Length > 2 ? args[2] : "bench/results/tuning");
        return 0;
    case ["moments"]:
        MomentsBenchmark.Run();
        return 0;
    case ["kde"]:
        KdeBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("Usage: Plumbline.Bench dense | pair | lstm | conv | onnx NAME | growth | loop WORK SECONDS | soak [MINUTES [WINDOWS]] | million [ROWS [PRESET...]] | allocations | stream [PRESET...] | budget SEEDS [PRESET...] | studies DATA FOLDER [SEARCH...] | csv | evaluation | moments | kde | contamination PRESET FIRST_SEED SEEDS | drives DATA SEEDS DAYS PRESET... | tuning [SEEDS [FOLDER]]");
        return 2;
}
