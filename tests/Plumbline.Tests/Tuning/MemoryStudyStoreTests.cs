using Plumbline.Tuning;

namespace Plumbline.Tests.Tuning;

public sealed class MemoryStudyStoreTests : StudyStoreContract
{
    protected override IStudyStore Create() => new MemoryStudyStore();
}
