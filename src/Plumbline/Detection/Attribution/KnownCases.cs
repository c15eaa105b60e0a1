namespace Plumbline.Detection.Attribution;

/// <summary>Anomalies of a run as they come, each compared with those before it by who is to blame.</summary>
/// <param name="most">Newest anomalies that are kept, at least 1. Default 1,000: a new one is compared with each.</param>
public sealed class KnownCases(int most = 1000)
{
    private const double LeastSimilarity = 0.5; // less is likeness by chance: two unlike anomalies share a signal or two

    private readonly Queue<(SimilarCase Case, Dictionary<string, double> Profile)> cases = [];

    /// <summary>Takes the next anomaly; one that goes on is compared but not kept yet.</summary>
    /// <returns>The same with <see cref="Verdict.Like"/>, if one before it was like it; the later of equals.</returns>
    public Verdict Take(Verdict verdict)
    {
        var like = MostLike(verdict);
        if (!verdict.Ongoing) cases.Enqueue((new SimilarCase(verdict.Id, verdict.Entity, verdict.From, 1), ProfileOf(verdict)));
        if (cases.Count > most) cases.Dequeue();
        return verdict with { Like = like };
    }

    /// <summary>The anomaly taken before that is most like this one; null when none is.</summary>
    public SimilarCase? MostLike(Verdict verdict)
    {
        var profile = ProfileOf(verdict);
        SimilarCase? like = null;
        foreach (var (known, other) in cases)
        {
            var similarity = Cosine(profile, other);
            if (known.Id != verdict.Id && similarity >= Math.Max(LeastSimilarity, like?.Similarity ?? 0)) like = known with { Similarity = similarity };
        }
        return like is null ? null : like with { Similarity = Math.Round(like.Similarity, 2) };
    }

    // Signed shares by name, of length 1. Silence is a direction of its own.
    private static Dictionary<string, double> ProfileOf(Verdict verdict)
    {
        var length = Math.Sqrt(verdict.Signals.Sum(signal => signal.Share * signal.Share));
        return length == 0 ? [] : verdict.Signals.ToDictionary(signal => signal.Direction == Direction.Silent ? signal.Name + "\0" : signal.Name,
            signal => (signal.Direction == Direction.Low ? -signal.Share : signal.Share) / length, StringComparer.Ordinal);
    }

    private static double Cosine(Dictionary<string, double> a, Dictionary<string, double> b) => a.Sum(one => one.Value * b.GetValueOrDefault(one.Key));
}
