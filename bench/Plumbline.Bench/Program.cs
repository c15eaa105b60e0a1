using Plumbline.Bench;

switch (args)
{
    case ["dense"]:
        DenseBenchmark.Run();
        return 0;
    case ["lstm"]:
        LstmBenchmark.Run();
        return 0;
    case ["conv"]:
        ConvBenchmark.Run();
        return 0;
    case ["csv"]:
        CsvBenchmark.Run(Environment.GetEnvironmentVariable("BENCH_CSV") ?? Path.Combine(Path.GetTempPath(), "plumbline-bench.csv"));
        return 0;
    case ["evaluation"]:
        EvaluationBenchmark.Run();
        return 0;
    case ["moments"]:
        MomentsBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("Usage: Plumbline.Bench dense | lstm | conv | csv | evaluation | moments");
        return 2;
}
