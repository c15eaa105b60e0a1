using Plumbline.SystemTests;
using Xunit.Sdk;
using Xunit.v3;

// Processes are started, stopped and measured here, on machines with few processors.
[assembly: Parallelization(Mode = ParallelMode.None)]
[assembly: AssemblyFixture(typeof(PostgresServer))]
