namespace Plumbline.Data;

/// <summary>How to read a series CSV, or JSON lines, whose keys are then the columns; the defaults read what the format describes without being told anything.</summary>
public sealed record SeriesCsvOptions
{
    /// <summary>Default <see cref="SeriesForm.Auto"/>: the header decides.</summary>
    public SeriesForm Form { get; init; }

    /// <summary>Column that holds the time; by default the first one, which then must be called <c>timestamp</c> or <c>index</c>.
    /// A named column may stand anywhere; unless called so, its first value decides whether it is an index or a time.</summary>
    public string? TimeColumn { get; init; }

    /// <summary>Column that names the entity, default <c>entity</c>, which may be absent; any other name must be there. Null: none.</summary>
    public string? EntityColumn { get; init; } = "entity";

    /// <summary>Column of integer labels (0 normal), default <c>label</c>, which may be absent; any other name must be there. Null: none.</summary>
    public string? LabelColumn { get; init; } = "label";

    /// <summary>Signals to read, in this order; by default all, in the order of the source. A wide source must have each of
    /// them; in the long form one that never reports is missing throughout, and signals not named here are passed over.</summary>
    public IReadOnlyList<string>? Signals { get; init; }

    /// <summary>Signals of a source whose form does not list them, where <see cref="Signals"/> names none: JSON lines (default: those of the first line) and the live long
    /// form. Others are passed over. Sources with a header of signals do not look at this.</summary>
    public IReadOnlyList<string>? Expected { get; init; }

    /// <summary>Called with each fault of a row of a wide CSV or of JSON lines, which is then passed over; by default the fault is thrown. A fault of the header, of the first row of a CSV
    /// or of the text as such (an open quote, damaged gzip) is thrown in any case.</summary>
    public Action<DataFormatException>? Skip { get; init; }

    /// <summary>Comma, semicolon or tab; by default recognised in the first line. Numbers always have a decimal point.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Data rows in one batch of <see cref="SeriesCsvReader.ReadBatches"/>, at least 1; default 8192, which keeps a
    /// batch of 100 signals under 7 MB. Very wide sources get fewer rows: a batch never exceeds 4 million values.</summary>
    public int BatchRows { get; init; } = 8192;

    /// <summary>Whether the rows of a wide source are given as soon as they are there: a batch of <see cref="SeriesCsvReader.ReadBatches"/>
    /// then ends where the source would have to be waited for. For pipes; default false, since batches of a fast source get smaller.
    /// Inside gzip the last bytes wait for the next ones.</summary>
    public bool Live { get; init; }

    /// <exception cref="ArgumentException">Names every setting that is out of its range.</exception>
    internal void Validate()
    {
        var problems = new List<string>();
        if (BatchRows < 1) problems.Add($"BatchRows is {BatchRows}, must be at least 1");
        if (Delimiter is not (null or ',' or ';' or '\t')) problems.Add($"Delimiter is '{Delimiter}', must be a comma, a semicolon or a tab");
        if (!Enum.IsDefined(Form)) problems.Add($"Form is {Form}, must be Auto, Wide or Long");
        if (Signals is { Count: 0 }) problems.Add("Signals is empty, must name at least one signal or be null");
        if (Signals is not null && Signals.Distinct(StringComparer.Ordinal).Count() != Signals.Count)
            problems.Add("Signals names a signal twice");
        if (problems.Count > 0) throw new ArgumentException($"Series CSV options: {string.Join("; ", problems)}.");
    }
}
