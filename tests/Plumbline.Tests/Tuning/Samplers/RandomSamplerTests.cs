using Plumbline.Tuning.Samplers;

namespace Plumbline.Tests.Tuning.Samplers;

public sealed class RandomSamplerTests() : SamplerContract(new RandomSampler());
