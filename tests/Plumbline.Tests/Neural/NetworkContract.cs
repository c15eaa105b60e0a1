using Plumbline.Neural;

namespace Plumbline.Tests.Neural;

/// <summary>What every layer must show, in each of some networks.</summary>
public abstract class NetworkContract
{
    /// <summary>Small ones, widths on either side of a whole panel; gradients by the inputs show in the layers before.</summary>
    private protected abstract IReadOnlyList<Network> Networks { get; }

    /// <summary>One that can learn four samples by heart at the default rate of the check.</summary>
    private protected abstract Network Learner { get; }

    [Fact]
    public void Loss_and_gradients_agree_with_double_precision_finite_differences() => Each(network => NetworkCheck.AgreesWithFiniteDifferences(network));

    [Fact]
    public void Outputs_agree_with_double_precision() => Each(network => NetworkCheck.GoesForwardAsInDoublePrecision(network));

    [Fact]
    public void A_sample_gives_the_same_bits_alone_and_anywhere_in_any_batch() => Each(NetworkCheck.GivesTheSameBitsAloneAndInAnyBatch);

    [Fact]
    public void A_batch_of_several_chunks_has_the_mean_gradients_of_all_its_samples() => Each(NetworkCheck.AddsUpChunks);

    [Fact]
    public void Padding_gets_no_gradient_and_so_never_comes_alive() => Each(NetworkCheck.LeavesPaddingAlone);

    [Fact]
    public void Neither_a_training_step_nor_scoring_allocates() => Each(NetworkCheck.AllocatesNothing);

    [Fact]
    public void One_batch_can_be_learnt_by_heart() => NetworkCheck.LearnsOneBatchByHeart(Learner);

    private void Each(Action<Network> check)
    {
        Assert.NotEmpty(Networks);
        foreach (var network in Networks) check(network);
    }
}
