using Plumbline.Bench;

switch (args)
{
    case ["dense"]:
        DenseBenchmark.Run();
        return 0;
    default:
        Console.Error.WriteLine("Usage: Plumbline.Bench dense");
        return 2;
}
