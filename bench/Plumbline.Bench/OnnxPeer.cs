using Microsoft.ML.OnnxRuntime;
using Plumbline.Exchange;
using Plumbline.Models;

namespace Plumbline.Bench;

/// <summary>ONNX Runtime on the same networks: one thread, from an array to an array, buffers bound once for each size of batch, which is its
/// fastest way. One sample is also measured in the usual way, a call that makes its outputs.</summary>
/// <remarks>The dense network is the very one of <see cref="DenseBenchmark"/>, written by <see cref="OnnxExport"/>. Others are PyTorch's of the same shape,
/// written by bench/peers/onnx_models.py to the folder BENCH_ONNX.</remarks>
internal sealed class OnnxPeer(InferenceSession session, Samples samples, long steps, long signals)
{
    private const string Side = "onnxruntime";

    /// <param name="name">Of a benchmark.</param>
    /// <returns>Whether there is such a peer.</returns>
    public static bool Run(string name)
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1, ExecutionMode = ExecutionMode.ORT_SEQUENTIAL };
        switch (name)
        {
            case "dense":
                using (var session = new InferenceSession(Dense(), options))
                {
                    var peer = new OnnxPeer(session, new Samples(DenseBenchmark.Rows, DenseBenchmark.Signals), 1, DenseBenchmark.Signals);
                    peer.One("dense one row", 20_000);
                    peer.Batches("dense batch scoring", "rows");
                }
                return true;
            case "lstm" or "conv":
                var file = Path.Combine(Environment.GetEnvironmentVariable("BENCH_ONNX") ?? Path.GetTempPath(), $"{name}.onnx");
                if (!File.Exists(file))
                {
                    Console.Error.WriteLine($"{file} is not there: no ONNX Runtime beside {name}. bench/peers/onnx_models.py writes it.");
                    return true;
                }
                using (var session = new InferenceSession(file, options))
                {
                    var shape = session.InputMetadata.Values.Single().Dimensions; // batch, then steps and signals in the order of the network
                    var peer = new OnnxPeer(session, new Samples(LstmBenchmark.Windows, shape[1] * shape[2]), shape[1], shape[2]);
                    peer.One($"{name} one window", 3_000);
                    peer.Batches($"{name} batch scoring", "windows");
                }
                return true;
            default:
                return false;
        }
    }

    private static byte[] Dense()
    {
        var options = new DenseAutoencoderOptions { Units = [DenseBenchmark.Units] };
        var model = Autoencoder.FromTensors(1, DenseBenchmark.Signals, options, DenseBenchmark.NewNetwork().Tensors());
        using var stream = new MemoryStream();
        OnnxExport.Write(model, stream);
        return stream.ToArray();
    }

    private void One(string what, int runs)
    {
        using var bound = new Bound(session, 1, steps, signals);
        Measure.PrintLatencies(what, Measure.Each(runs, runs, run => bound.Run(samples.At(run))), 0, Side);
        Measure.PrintLatencies(what, Measure.Each(runs, runs, run => bound.RunUnbound(samples.At(run))), 0, "onnxruntime, usual call");
    }

    private void Batches(string what, string item)
    {
        foreach (var batch in (int[])[64, 1_024])
        {
            var whole = samples.Count / batch * batch; // every call of the same size
            using var bound = new Bound(session, Math.Min(batch, samples.Count), steps, signals);
            var seconds = Measure.Each(3, 11, _ =>
            {
                for (var first = 0; first < whole; first += batch) bound.Run(samples.Some(first, batch));
            });
            Measure.Print($"{what}, batch {batch}", whole / Measure.Median(seconds), $"{item}/s", 0, Side);
        }
    }

    /// <summary>Input and output that stay where they are from call to call.</summary>
    private sealed class Bound : IDisposable
    {
        private readonly InferenceSession session;
        private readonly float[] input;
        private readonly float[] output;
        private readonly OrtValue inputValue;
        private readonly OrtValue outputValue;
        private readonly OrtIoBinding binding;
        private readonly RunOptions options = new();

        public Bound(InferenceSession session, int batch, long steps, long signals)
        {
            this.session = session;
            input = new float[batch * steps * signals];
            output = new float[input.Length];
            inputValue = OrtValue.CreateTensorValueFromMemory(input, [batch, steps, signals]);
            outputValue = OrtValue.CreateTensorValueFromMemory(output, [batch, steps, signals]);
            binding = session.CreateIoBinding();
            binding.BindInput(session.InputNames[0], inputValue);
            binding.BindOutput(session.OutputNames[0], outputValue);
        }

        public void Run(ReadOnlySpan<float> samples)
        {
            samples.CopyTo(input);
            session.RunWithBinding(options, binding);
        }

        public void RunUnbound(ReadOnlySpan<float> samples)
        {
            samples.CopyTo(input);
            using var outputs = session.Run(options, session.InputNames, [inputValue], session.OutputNames);
            outputs[0].GetTensorDataAsSpan<float>().CopyTo(output);
        }

        public void Dispose()
        {
            options.Dispose();
            binding.Dispose();
            outputValue.Dispose();
            inputValue.Dispose();
        }
    }
}
