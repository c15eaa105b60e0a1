using Plumbline.Data;
using Plumbline.Models;
using Plumbline.Neural;
using Plumbline.Neural.Training;
using Plumbline.Statistics;

namespace Plumbline.Tests.Models;

public sealed class AutoModelTests
{
    private const int Signals = 3;

    [Fact]
    public void Defaults_are_pinned()
    {
        var options = new AutoOptions();
        Assert.Equal((81, 0, 0, 0, 2000), (options.Window, options.Delay, options.Around, options.Past, options.References));
        Assert.True(options is { ScoresItself: true, HoldsOut: true, HasHindsight: false });
        Assert.Empty(options.Problems());
    }

    [Fact]
    public void Settings_out_of_range_are_reported_together() =>
        Assert.Equal(5, new AutoOptions { Window = 20, Delay = 61, Around = -1, Past = 1001, References = 0 }.Problems().Count());

    [Fact]
    public void A_model_with_hindsight_is_no_part_of_another()
    {
        foreach (var model in new[] { new AutoOptions { Delay = 3 }, new AutoOptions { Past = 3 } })
        {
            Assert.Contains("members[0] judges", string.Join(';', new EnsembleOptions { Window = 81, Members = [model] }.Problems()), StringComparison.Ordinal);
            Assert.Contains("detects judges", string.Join(';', new ExplainedOptions { Window = 81, Detects = model, Explains = new PcaOptions { Window = 81 } }.Problems()), StringComparison.Ordinal);
        }
        Assert.Empty(new EnsembleOptions { Window = 81, Members = [new AutoOptions()] }.Problems());
    }

    [Fact]
    public void A_window_judged_sooner_is_the_one_a_model_of_that_delay_judges()
    {
        var (waits, sooner) = (Fit(new AutoOptions { Delay = 20 }), Fit(new AutoOptions { Delay = 7 }));
        // What is usual differs a little, since other stretches were held out.
        var (scores, others) = (new double[1], new double[1]);
        var data = Data(5);
        for (var step = 100; step < 140; step++) data[step * Signals] += 4;
        for (var start = 0; start < 60; start += 5)
        {
            var window = data.AsSpan(start * Signals, 81 * Signals);
            waits.Sooner(7).Score(window, scores);
            sooner.Score(window, others);
            Assert.Equal(others[0], scores[0], 0.1 * others[0]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    public void Each_kind_of_anomaly_scores_above_all_normal_steps(int delay)
    {
        var model = Fit(new AutoOptions { Delay = delay });
        var normal = Scores(model, Data(2)).Max();
        Assert.True(Above(data => { for (var step = 300; step < 310; step++) data[step * Signals] += 2; }), "level");
        Assert.True(Above(data => { for (var step = 300; step < 330; step++) data[(step * Signals) + 1] = data[(300 * Signals) + 1]; }), "stuck");
        Assert.True(Above(data => { for (var step = 300; step < 330; step++) data[(step * Signals) + 2] += step % 2 == 0 ? 0.7f : -0.7f; }), "restless");
        Assert.True(Above(data => data[300 * Signals] += 3), "spike");

        bool Above(Action<float[]> change)
        {
            var data = Data(2);
            change(data);
            return Scores(model, data).Max() > 1.2 * normal;
        }
    }

    [Fact]
    public void A_switch_that_was_hardly_ever_on_does_not_outshout_the_rest()
    {
        var (rare, often) = (Fit(new AutoOptions(), Data(1, onEvery: 400)), Fit(new AutoOptions(), Data(1, onEvery: 2)));
        Assert.InRange(Jump(rare) / Jump(often), 0.3, 3);

        static double Jump(AutoModel model)
        {
            var data = Data(3, onEvery: 1000);
            var calm = Scores(model, data).Max();
            for (var step = 300; step < 305; step++) data[(step * Signals) + 2] = 1 - data[(step * Signals) + 2];
            return Scores(model, data).Max() / calm;
        }
    }

    [Fact]
    public void A_relation_that_breaks_is_seen_and_blamed_where_signals_know_one_another()
    {
        var model = Fit(new AutoOptions(), Related(1));
        var (normal, data) = (Scores(model, Related(2)).Max(), Related(2));
        for (var step = 300; step < 310; step++) data[(step * Signals) + 2] = data[((step - 15) * Signals) + 2]; // what it was a while ago
        var scores = Scores(model, data);
        Assert.True(scores.Max() > 1.5 * normal);
        var surprises = new double[Signals];
        Assert.True(model.TrySurprises(data.AsSpan((305 - 80) * Signals, 81 * Signals), surprises));
        Assert.Equal(surprises.Max(), surprises[2]);

        var restored = (AutoModel)new AutoOptions().Restore(Signals, new NamedTensors(SafeTensors.Read(SafeTensors.Write(model.ToTensors()))));
        Assert.Equal(scores, Scores(restored, data));
        Assert.Equal(model.ParameterCount, restored.ParameterCount);
    }

    [Fact]
    public void Relations_do_not_weigh_where_signals_know_little_of_one_another() =>
        Assert.DoesNotContain(Fit(new AutoOptions()).ToTensors(), tensor => tensor.Name.EndsWith("weight", StringComparison.Ordinal));

    [Fact]
    public void A_thousand_signals_are_learnt_in_seconds()
    {
        var random = new Random(1);
        var data = new float[400 * 1000];
        foreach (ref var value in data.AsSpan()) value = (float)(random.NextDouble() - 0.5);
        var options = new AutoOptions();
        var model = (AutoModel)options.Fit(new Windows([data], 1000, options.Window), new TrainingOptions(), new TrainingWatch(), CancellationToken.None);
        var score = new double[1];
        model.Score(data.AsSpan(0, 81 * 1000), score);
        Assert.True(double.IsFinite(score[0]));
    }

    [Fact]
    public void Means_are_lifted_to_where_scores_hardly_get()
    {
        var held = Fit(new AutoOptions()).HeldOutScores.ToArray().Where(score => !double.IsNaN(score)).ToArray();
        var model = Fit(new AutoOptions { Around = 30, Past = 90 });
        var top = Quantile.Of(held, 0.97);
        var (around, past) = (Quantile.Of(Means(30), 0.97), Quantile.Of(Means(90), 0.97));
        Assert.Equal(top, (0.9 * around) + model.Hindsight.Lift, 1e-9);
        Assert.Equal(top, (0.8 * past) + model.Hindsight.PastLift, 1e-9);
        var higher = model.HeldOutScores.ToArray().Where(score => !double.IsNaN(score)).ToArray();
        Assert.True(higher.Zip(held).All(pair => pair.First >= pair.Second));
        Assert.Equal(held.Max(), higher.Max()); // what stands out alone is not drowned

        double[] Means(int before) => [.. held.Select((_, step) => held[Math.Max(0, step - before)..Math.Min(held.Length, step + 31)].Average())];
    }

    [Fact]
    public void Held_out_scores_are_those_of_steps_not_fitted_on()
    {
        var model = Fit(new AutoOptions());
        var unseen = Scores(model, Data(2)).Average();
        var held = model.HeldOutScores.ToArray().Where(score => !double.IsNaN(score)).Average();
        Assert.InRange(held / unseen, 0.8, 1.25);
        Assert.True(Scores(model, Data(1)).Average() < 0.6 * held); // each fit step has itself as a reference
    }

    private static AutoModel Fit(AutoOptions options, float[]? data = null) =>
        (AutoModel)options.Fit(new Windows([data ?? Data(1)], Signals, options.Window), new TrainingOptions(), new TrainingWatch(), CancellationToken.None);

    private static double[] Scores(AutoModel model, float[] data)
    {
        var windows = new Windows([data], Signals, model.WindowLength);
        var scores = new double[windows.Count];
        for (var window = 0; window < scores.Length; window++) model.Score(windows[window], scores.AsSpan(window, 1));
        return scores;
    }

    // Three signals that are one, but for a hundredth.
    private static float[] Related(int seed)
    {
        var random = new Random(seed);
        var (data, level) = (new float[1500 * Signals], 0.0);
        for (var step = 0; step < 1500; step++)
        {
            level = (0.9 * level) + random.NextDouble() - 0.5;
            for (var signal = 0; signal < Signals; signal++) data[(step * Signals) + signal] = (float)(level + (0.01 * random.NextDouble()));
        }
        return data;
    }

    // Two waves with noise and a third signal: noise, or a switch that is on one step in so many.
    private static float[] Data(int seed, int onEvery = 0)
    {
        var random = new Random(seed);
        var data = new float[1500 * Signals];
        for (var step = 0; step < 1500; step++)
        {
            data[step * Signals] = (float)(Math.Sin(step * 0.1) + (0.1 * random.NextDouble()));
            data[(step * Signals) + 1] = (float)(Math.Cos(step * 0.1) + (0.1 * random.NextDouble()));
            data[(step * Signals) + 2] = onEvery == 0 ? (float)random.NextDouble() : step % onEvery == 0 ? 1 : 0;
        }
        return data;
    }
}
