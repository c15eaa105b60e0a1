namespace Plumbline.Tuning;

/// <summary>Where winners of studies are kept, so that later studies begin with them.</summary>
public interface IPastWinners
{
    /// <summary>All of them, the oldest first.</summary>
    IReadOnlyList<PastWinner> All { get; }

    /// <summary>Keeps a winner. It takes the place of the one before of the same study and objective: a study that went on has one winner.</summary>
    void Add(PastWinner winner);
}
