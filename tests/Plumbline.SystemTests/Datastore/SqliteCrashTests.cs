namespace Plumbline.SystemTests.Datastore;

public sealed class SqliteCrashTests(ITestOutputHelper output) : CrashContract(output), IDisposable
{
    private readonly WorkFolder folder = new();

    protected override string Address => folder["studies.db"];

    public void Dispose() => folder.Dispose();
}
