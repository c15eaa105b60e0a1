using Plumbline.Connectors.Datastore;
using Plumbline.Tuning;

namespace Plumbline.SystemTests.Datastore;

public sealed class DatastoreTests
{
    [Fact]
    public void A_path_or_an_address_opens_its_store()
    {
        using var folder = new WorkFolder();
        Assert.IsType<MemoryStudyStore>(Connectors.Datastore.Datastore.OpenStudies("memory:"));
        foreach (var address in (string[])[folder["a.db"], $"sqlite:{folder["b"]}"])
        {
            using var store = Assert.IsType<SqliteStudyStore>(Connectors.Datastore.Datastore.OpenStudies(address));
            Assert.Empty(store.Names);
        }
        Assert.True(File.Exists(folder["b"]));
    }

    [Theory]
    [InlineData("studies", "the store is 'studies'; expected PATH.db")]
    [InlineData("sqlite:", "the store is 'sqlite:'; expected PATH.db")]
    [InlineData("mysql://app:s3cret@host/db", "the store is at mysql://..., which is not known")]
    [InlineData("postgresql:/app:s3cret@host/db", "the address of the store is not understood")]
    [InlineData("postgresql://app:s3cret@host", "names no database")]
    [InlineData("postgresql://host/db", "names no user")]
    [InlineData("postgresql://app:s3cret#x@host/db", "does not read as postgresql://user:password@host:port/database")]
    [InlineData("postgresql://app:12/s3cret@host/db", "such as %2F for /")]
    [InlineData("postgresql://app:s3cret@host/db?colour=s3cret", "has the option colour")]
    [InlineData("postgresql://app:s3cret@host/db?timeout=s3cret", "has the option timeout")]
    public void Another_address_is_refused_and_never_repeated_with_its_password(string address, string expected)
    {
        var problem = Assert.Single(Connectors.Datastore.Datastore.Problems(address));
        Assert.Contains(expected, problem);
        Assert.DoesNotContain("s3cret", problem);
        var fault = Assert.Throws<ArgumentException>(() => Connectors.Datastore.Datastore.OpenStudies(address));
        Assert.DoesNotContain("s3cret", fault.ToString());
    }

    [Fact]
    public void An_address_of_PostgreSQL_reads_with_escapes_port_and_options_and_shows_no_password()
    {
        var address = PostgresAddress.Parse("postgres://app:s3%2Fcr%40t@db.example/studies?sslmode=require");
        Assert.Equal("postgresql://app@db.example:5432/studies", $"{address}");
        Assert.Contains("s3/cr@t", address.Connection);
        Assert.Contains("Require", address.Connection);
        Assert.Equal("postgresql://app@host:15432/studies", $"{PostgresAddress.Parse("postgresql://app@host:15432/studies")}");
    }
}
