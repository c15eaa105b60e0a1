using Plumbline.App.Sources;
using Plumbline.App.Terminal;
using Plumbline.Data;

namespace Plumbline.App.Comparison;

/// <summary>Lays a scores file beside the data it was made from.</summary>
internal static class ScoresFile
{
    /// <param name="frames">All rows of the data.</param>
    /// <param name="withoutScore">Rows of the data that the file has no score for.</param>
    /// <exception cref="DataFormatException">The file has an entity or a row that the data does not have.</exception>
    public static Scorer Join(string path, IReadOnlyList<SeriesFrame> frames, Shell shell, out int withoutScore)
    {
        var rows = Read(path, shell, frames[0].Time.Kind);
        var thresholds = rows.Values.SelectMany(list => list).Select(row => row.Threshold).Distinct().Take(2).ToList();
        var isOne = thresholds.Count == 1; // otherwise raw scores are not comparable, and score / threshold is taken
        var entities = new List<ScoredEntity>();
        withoutScore = 0;
        foreach (var frame in frames)
        {
            var entity = new ScoredEntity(frame, new double[frame.StepCount], new bool[frame.StepCount]);
            Array.Fill(entity.Scores, double.NaN);
            var given = rows.GetValueOrDefault(frame.Entity) ?? [];
            withoutScore += frame.StepCount - given.Count;
            var step = 0;
            foreach (var row in given)
            {
                while (step < frame.StepCount && frame.Time[step] != row.Time) step++;
                if (step == frame.StepCount)
                    throw new DataFormatException(path, frame.Entity.Length == 0 ? "" : $"entity '{frame.Entity}'", $"a row at {TimeAxis.Format(frame.Time.Kind, row.Time)}", $"only rows that {frame.Source} has, in its order");
                entity.Scores[step] = isOne ? row.RawScore : row.Score;
                entity.Flags[step++] = row.Status == VerdictStatus.Anomalous;
            }
            rows.Remove(frame.Entity);
            entities.Add(entity);
        }
        if (rows.Count > 0)
            throw new DataFormatException(path, "", rows.ContainsKey("") ? "no entity column" : $"the entity '{rows.Keys.First()}'", $"the entities of the data, such as '{frames[0].Entity}'");
        return new Scorer("model", isOne ? thresholds[0] : 1, "as deployed", entities);
    }

    private static Dictionary<string, List<ScoreRow>> Read(string path, Shell shell, TimeKind kind)
    {
        using var file = InputFile.Open(path, shell);
        using var reader = new ScoresCsvReader(file.Stream, file.Name);
        if (reader.TimeKind != kind) throw new DataFormatException(file.Name, "header", $"the time column '{reader.TimeKind}'", $"'{kind}' as in the data");
        var rows = new Dictionary<string, List<ScoreRow>>(StringComparer.Ordinal);
        foreach (var row in reader.ReadRows())
        {
            if (!rows.TryGetValue(row.Entity, out var list)) rows.Add(row.Entity, list = []);
            list.Add(row);
        }
        return rows.Count > 0 ? rows : throw new DataFormatException(file.Name, "", "a header without rows", "scores");
    }
}
