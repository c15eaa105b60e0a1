using System.Diagnostics.CodeAnalysis;

namespace Plumbline.Data;

/// <summary>Something for each entity, made when the entity first appears and kept in that order.</summary>
internal sealed class EntityMap<T>(Func<string, T> create)
    where T : class
{
    private readonly Dictionary<string, T> byName = new(StringComparer.Ordinal);
    private readonly List<T> inOrder = [];
    private string lastName = "";
    private T? last;

    public IReadOnlyList<T> InOrder => inOrder;

    public T this[ReadOnlySpan<char> name] => last is not null && name.SequenceEqual(lastName) ? last : Find(name);

    [MemberNotNull(nameof(last))]
    private T Find(ReadOnlySpan<char> name)
    {
        var lookup = byName.GetAlternateLookup<ReadOnlySpan<char>>();
        if (!lookup.TryGetValue(name, out lastName!, out last))
        {
            lastName = name.ToString();
            last = create(lastName);
            byName.Add(lastName, last);
            inOrder.Add(last);
        }
        return last;
    }
}
