using System.IO.Compression;
using System.Text;
using Plumbline.Data;
using Plumbline.Detection;
using Plumbline.Detection.Thresholds;
using Plumbline.Models;

namespace Plumbline.Tests.Detection;

public sealed class DetectorBundleTests
{
    [Theory]
    [InlineData("dense")]
    [InlineData("pca")]
    [InlineData("zscore")]
    [InlineData("mahalanobis")]
    [InlineData("mixture")]
    [InlineData("predictor")]
    public void A_detector_read_back_scores_the_same_bits(string name)
    {
        var detector = name switch
        {
            "dense" => SmallFleet.Dense,
            "pca" => SmallFleet.Pca,
            "mixture" => SmallFleet.Mixture,
            "predictor" => SmallFleet.Predictor,
            "zscore" => SmallFleet.Fit(Presets.Named("zscore").Options),
            _ => SmallFleet.Fit(SmallFleet.Windowed with { Calibrate = new CalibrationOptions { Score = ScoreKind.MahalanobisFeature } }),
        };
        var again = DetectorBundle.Read(new MemoryStream(Bytes(detector)), "test.plumb");
        var frame = SmallFleet.Unseen(1);
        Assert.Equal(detector.Score(frame).Rows.RawScores, again.Score(frame).Rows.RawScores);
        Assert.Equal(detector.Score(frame).Verdicts.Select(verdict => verdict.Id), again.Score(frame).Verdicts.Select(verdict => verdict.Id));
        Assert.Equal((detector.Id, detector.Threshold, detector.Alert), (again.Id, again.Threshold, again.Alert));
        Assert.Equal(detector.Summary.Notes, again.Summary.Notes);
        Assert.Equal(Bytes(detector), Bytes(again));
    }

    [Fact]
    public void Every_truncation_is_refused()
    {
        var bytes = Bytes(SmallFleet.Pca);
        for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 97)) Refused(bytes[..length]);
        Refused(bytes[..^1]);
    }

    [Fact]
    public void Every_altered_byte_is_refused_or_harmless()
    {
        var bytes = Bytes(SmallFleet.Pca);
        var frame = SmallFleet.Unseen(0).Slice(0, 20);
        var expected = SmallFleet.Pca.Score(frame).Rows.RawScores;
        var refused = 0;
        for (var position = 0; position < bytes.Length; position += 1 + (bytes.Length / 199))
        {
            var altered = bytes.ToArray();
            altered[position] ^= 0x20;
            try
            {
                // Bytes that only zip tools read, such as a time stamp, may change without harm.
                Assert.Equal(expected, DetectorBundle.Read(new MemoryStream(altered), "test.plumb").Score(frame).Rows.RawScores);
            }
            catch (DataFormatException)
            {
                refused++;
            }
        }
        Assert.True(refused > 150, $"{refused} refused");
    }

    [Fact]
    public void A_manifest_changed_by_hand_is_refused()
    {
        var fault = Refused(WithManifest(manifest => manifest.Replace("\"needed\": 2", "\"needed\": 1")));
        Assert.Equal("test.plumb, manifest.json: found content that does not match its SHA-256; expected an unaltered bundle.", fault.Message);
    }

    [Fact]
    public void A_newer_format_is_named()
    {
        var fault = Refused(WithManifest(manifest => manifest.Replace("\"formatVersion\": 1", "\"formatVersion\": 99")));
        Assert.Equal("test.plumb, manifest.json: found bundle format 99; expected format 1 to 1; a newer plumbline wrote this bundle.", fault.Message);
    }

    [Fact]
    public void An_option_that_an_older_bundle_does_not_know_has_its_default()
    {
        var bytes = WithManifest(manifest =>
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(manifest)!;
            json["options"]!["prepare"]!["gaps"]!.AsObject().Clear();
            json["options"]!["model"]!.AsObject().Remove("explainedVariance");
            json["options"]!["prepare"]!.AsObject().Remove("context");
            json["preprocessor"]!["options"]!.AsObject().Remove("context");
            foreach (var name in new[] { "join", "rise", "usualShare", "hold" }) Assert.True(json["options"]!["alert"]!.AsObject().Remove(name));
            foreach (var name in new[] { "alarms", "per" }) Assert.True(json["options"]!["threshold"]!.AsObject().Remove(name));
            Assert.True(json["threshold"]!.AsObject().Remove("budgetSteps"));
            Assert.True(json["summary"]!.AsObject().Remove("alarms"));
            return json.ToJsonString();
        }, resign: true);
        var detector = DetectorBundle.Read(new MemoryStream(bytes), "old.plumb");
        var options = detector.Options;
        Assert.Equal((0.5, 3), (options.Prepare.Gaps.MostImputed, options.Prepare.Gaps.Longest));
        Assert.Equal(0.9, ((PcaOptions)options.Model).ExplainedVariance);
        Assert.Equal(new AlertPolicy { Needed = 2, Of = 3 }, options.Alert);
        Assert.Equal((2, AlarmPeriod.Week, 0.0), (options.Threshold.Alarms, options.Threshold.Per, detector.Threshold.BudgetSteps));
        Assert.Equal(SmallFleet.Pca.Score(SmallFleet.Unseen(0)).Rows.RawScores, detector.Score(SmallFleet.Unseen(0)).Rows.RawScores);
    }

    [Fact]
    public void An_ensemble_comes_back_with_its_members_and_their_defaults()
    {
        var members = new ModelOptions[] { new PcaOptions(), new NearestOptions { Window = 3, References = 200 } };
        var detector = SmallFleet.Fit(Presets.Named("ensemble").Options with { Model = new EnsembleOptions { Window = 3, Members = members } });
        var frame = SmallFleet.Unseen(0).Slice(0, 50);
        var restored = DetectorBundle.Read(new MemoryStream(Bytes(detector)), "test.plumb");
        Assert.Equal(detector.Score(frame).Rows.RawScores, restored.Score(frame).Rows.RawScores);
        var old = WithManifest(manifest =>
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(manifest)!;
            json["options"]!["model"]!["members"]![1]!.AsObject().Remove("neighbours");
            return json.ToJsonString();
        }, resign: true, detector);
        Assert.Equal(members, ((EnsembleOptions)DetectorBundle.Read(new MemoryStream(old), "old.plumb").Options.Model).Members);
    }

    [Fact]
    public void Another_file_is_refused() =>
        Assert.Contains("expected a detector bundle (.plumb)", Refused(Encoding.UTF8.GetBytes("timestamp,a,b\n1,2,3\n")).Message);

    [Fact]
    public void A_zip_of_something_else_is_refused()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) zip.CreateEntry("readme.txt");
        Assert.Contains("no part 'manifest.json'", Refused(stream.ToArray()).Message);
    }

    private static DataFormatException Refused(byte[] bytes) => Assert.Throws<DataFormatException>(() => DetectorBundle.Read(new MemoryStream(bytes), "test.plumb"));

    private static byte[] Bytes(Detector detector)
    {
        using var stream = new MemoryStream();
        DetectorBundle.Write(detector, stream);
        return stream.ToArray();
    }

    private static byte[] WithManifest(Func<string, string> change, bool resign = false, Detector? detector = null)
    {
        using var stream = new MemoryStream();
        stream.Write(Bytes(detector ?? SmallFleet.Pca));
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            string text;
            using (var reader = new StreamReader(zip.GetEntry("manifest.json")!.Open())) text = reader.ReadToEnd();
            var changed = change(text);
            Assert.NotEqual(text, changed);
            zip.GetEntry("manifest.json")!.Delete();
            using var writer = new StreamWriter(zip.CreateEntry("manifest.json").Open());
            writer.Write(changed);
            writer.Dispose();
            if (resign)
            {
                zip.GetEntry("manifest.sha256")!.Delete();
                using var hash = new StreamWriter(zip.CreateEntry("manifest.sha256").Open());
                hash.Write(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(changed))));
            }
        }
        return stream.ToArray();
    }
}
