using Plumbline.Connectors.Datastore;
using Plumbline.StudyWorker;
using Plumbline.Tuning;

// A worker on the study of the crash tests: STORE NAME TRIALS LOG. Says on standard output what it is about to do, one line each, so that the test can kill it there;
// writes what was acknowledged to its log. Ends by itself when the study has stopped.
var (address, name, trials, log) = (args[0], args[1], int.Parse(args[2]), args[3]);
var store = Datastore.OpenStudies(address);
using var owner = store as IDisposable;
using var acknowledged = new AcknowledgedLog(log);
var study = Study.Open(BraninStudy.Definition(name), store, BraninStudy.Options(trials));
var worker = $"{Path.GetFileNameWithoutExtension(log)}-{Environment.ProcessId}";
while (study.StopReason is null)
{
    if (study.Ask(worker) is not { } asked)
    {
        await Task.Delay(50); // others work on what is left
        continue;
    }
    Console.WriteLine($"asked {asked.Number}");
    for (var step = 1; step <= BraninStudy.Steps; step++)
    {
        await Task.Delay(5);
        asked.Heartbeat();
        asked.Report(step, BraninStudy.ValueAt(step, asked.Values));
        Console.WriteLine($"reported {asked.Number}");
    }
    var value = BraninStudy.ValueOf(asked.Values);
    Console.WriteLine($"tells {asked.Number}");
    if (!asked.Tell([value])) continue;
    acknowledged.Write(asked.Number, worker, value);
    Console.WriteLine($"told {asked.Number}");
}
