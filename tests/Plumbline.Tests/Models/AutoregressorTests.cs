using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Tests.Statistics;

namespace Plumbline.Tests.Models;

public sealed class AutoregressorTests
{
    [Fact]
    public void Coefficients_equal_those_of_scikit_learn()
    {
        var model = AutoregressorModel.Fit(Series(3), new AutoregressorOptions { Lags = 2, Window = 3 }, TestContext.Current.CancellationToken);
        // Windows are floats: seven digits.
        Assert.All(RecordedSeries.Recorded("ridge.coefficients").Zip(model.Coefficients.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Assert.All(RecordedSeries.Recorded("ridge.intercepts").Zip(model.Intercepts.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
        Expects(model, 3, RecordedSeries.Recorded("ridge.last"));
    }

    [Fact]
    public void A_season_is_differenced_away_and_added_again() =>
        Expects(AutoregressorModel.Fit(Series(8), new AutoregressorOptions { Lags = 2, Season = 5, Window = 8 }, TestContext.Current.CancellationToken), 8, RecordedSeries.Recorded("seasonal.last"));

    [Fact]
    public void The_window_must_hold_lags_season_and_the_step_itself()
    {
        Assert.Empty(new AutoregressorOptions().Problems());
        Assert.Equal((3, 4, 0, 1.0), (new AutoregressorOptions().Lags, new AutoregressorOptions().Window, new AutoregressorOptions().Season, new AutoregressorOptions().Ridge));
        Assert.Equal(["window is 4; expected 52, that is lags + 1 + season"], new AutoregressorOptions { Season = 48 }.Problems());
        Assert.Equal(3, new AutoregressorOptions { Lags = 0, Season = -1, Ridge = 0 }.Problems().Count());
    }

    private static void Expects(AutoregressorModel model, int length, double[] newest)
    {
        var windows = Series(length);
        var window = windows[windows.Count - 1];
        var expected = new float[window.Length];
        model.Reconstruct(window, expected);
        Assert.Equal(window[..^3].ToArray(), expected[..^3]);
        Assert.All(newest.Zip(expected[^3..]), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
    }

    private static Windows Series(int length) => new([Array.ConvertAll(RecordedSeries.Values, value => (float)value)], 3, length);
}
