namespace Plumbline.Evaluation;

internal static class Aligned
{
    public static void Require(int steps, int labels)
    {
        if (steps != labels) throw new ArgumentException($"{steps} steps, but {labels} labels");
    }
}
