namespace Plumbline.Data;

/// <summary>How a series CSV lays its values out.</summary>
public enum SeriesForm
{
    /// <summary>Long when the header names both <c>signal</c> and <c>value</c>, wide otherwise.</summary>
    Auto,

    /// <summary>One row a step, one column a signal.</summary>
    Wide,

    /// <summary>One row a value: <c>timestamp|index[,entity],signal,value</c>.</summary>
    Long,
}
