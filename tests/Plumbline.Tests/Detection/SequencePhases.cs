using Plumbline.Detection;
using Plumbline.Models;
using Plumbline.Statistics;

namespace Plumbline.Tests.Detection;

/// <summary>The sequence pipeline's three phases for one view, put together from the library's parts.</summary>
/// <param name="model">null is the zero predictor.</param>
internal sealed class SequencePhases(PcaModel? model, MahalanobisDistance distance)
{
    /// <summary>Fits principal components on training rows and the error statistics on validation rows.</summary>
    /// <param name="train">[row, dimension] of the view.</param>
    /// <param name="validation">Rows the model has not seen.</param>
    public static SequencePhases Fit(double[] train, double[] validation, int dimension, int? components)
    {
        PcaModel? model = null;
        if (components is not null)
        {
            var statistics = new RunningCovariance(dimension);
            statistics.AddBatch(train);
            model = PcaModel.Fit(statistics, 1, dimension, new PcaOptions { Components = components });
        }
        var errors = new RunningCovariance(dimension);
        errors.AddBatch(AbsoluteErrors(model, validation, dimension));
        return new SequencePhases(model, MahalanobisDistanceTests.Published(errors));
    }

    public MahalanobisDistance Distance => distance;

    public double[] AbsoluteErrors(double[] rows) => AbsoluteErrors(model, rows, distance.Dimension);

    public double[] Distances(double[] rows) => [.. AbsoluteErrors(rows).Chunk(distance.Dimension).Select(row => distance.Of(row))];

    /// <summary>Largest distance of each sequence.</summary>
    public double[] Scores(double[] rows, int rowsPerSequence) => [.. Distances(rows).Chunk(rowsPerSequence).Select(sequence => sequence.Max())];

    private static double[] AbsoluteErrors(PcaModel? model, double[] rows, int dimension)
    {
        var expected = model is null ? new double[rows.Length] : Models.PcaModelTests.Reconstruct(model, rows);
        return [.. rows.Zip(expected, (actual, value) => Math.Abs(actual - value))];
    }
}
