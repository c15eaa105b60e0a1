using System.Diagnostics;
using System.Globalization;
using System.Text;
using Plumbline.Tuning;
using Plumbline.Tuning.Samplers;
using Plumbline.Tuning.Space;

namespace Plumbline.Bench;

/// <summary>What each sampler leaves to gain after so many trials, on functions whose least value is known, beside what the reference packages left; and how long asking and telling take.</summary>
internal static class TuningBenchmark
{
    // One line a sampler: its name, how it is set, and how far to go with it.
    private static readonly (string Name, Sampler Sampler, int Evaluations)[] Samplers =
    [
        ("random", new RandomSampler(), 200),
        ("sobol", new SobolSampler(), 100),
        ("tpe", new TpeSampler(), 200),
        ("tpe univariate", new TpeSampler { Multivariate = false }, 200),
        ("bohb, nothing pruned", new HighestRungSampler(), 100),
        ("gaussian process", new GaussianProcessSampler(), 50),
        ("gaussian process, upper confidence bound", new GaussianProcessSampler { Acquisition = Acquisition.UpperConfidenceBound }, 50),
        ("gaussian process as in the labs", new GaussianProcessSampler { Startup = 5, Isotropic = true, Acquisition = Acquisition.UpperConfidenceBound }, 50),
        ("evolution", new EvolutionSampler(), 200),
    ];

    private static readonly int[] Shown = [16, 30, 50, 100, 200];

    // Medians and quartiles of Optuna 5.0.0.dev (20 seeds) and BayesianOptimization 1.2.0 (6 seeds UCB, 3 seeds EI) on the same functions.
    private static readonly (string Problem, string Name, string[] Regrets)[] Peers =
    [
        ("branin", "optuna random", ["3.168 [1.055..4.836]", "1.062 [0.457..2.504]", "0.747 [0.164..1.458]", "0.380 [0.136..0.737]", "0.115 [0.039..0.200]"]),
        ("branin", "optuna sobol", ["2.645 [1.862..4.240]", "1.172 [0.563..2.938]", "0.665 [0.333..1.168]", "0.366 [0.071..0.654]", "-"]),
        ("branin", "optuna tpe", ["1.721 [0.871..2.986]", "0.282 [0.042..0.568]", "0.109 [0.024..0.189]", "0.019 [0.008..0.030]", "0.003 [0.002..0.005]"]),
        ("branin", "optuna tpe univariate", ["2.555 [1.004..3.692]", "0.961 [0.322..1.605]", "0.426 [0.148..0.741]", "0.050 [0.029..0.104]", "0.005 [0.002..0.008]"]),
        ("branin", "bayesopt ucb", ["1.839 [1.437..2.703]", "0.341 [0.163..0.564]", "0.036 [0.007..0.057]", "-", "-"]),
        ("branin", "bayesopt ei", ["1.829 [1.005..1.900]", "0.158 [0.081..0.324]", "0.010 [0.007..0.011]", "-", "-"]),
        ("hartmann6", "optuna random", ["2.435 [2.044..2.617]", "2.143 [1.597..2.374]", "1.554 [1.226..1.955]", "1.199 [0.933..1.307]", "1.064 [0.933..1.297]"]),
        ("hartmann6", "optuna sobol", ["1.960 [1.645..2.307]", "1.604 [1.249..2.049]", "1.486 [1.028..1.827]", "1.293 [0.811..1.470]", "-"]),
        ("hartmann6", "optuna tpe", ["1.944 [1.212..2.252]", "0.893 [0.576..1.204]", "0.330 [0.243..0.495]", "0.094 [0.077..0.176]", "0.031 [0.020..0.041]"]),
        ("hartmann6", "optuna tpe univariate", ["2.020 [1.494..2.346]", "1.171 [0.839..1.531]", "0.600 [0.494..0.895]", "0.327 [0.208..0.482]", "0.110 [0.077..0.173]"]),
        ("hartmann6", "bayesopt ucb", ["1.515 [0.811..2.497]", "0.422 [0.324..0.459]", "0.203 [0.108..0.220]", "-", "-"]),
        ("hartmann6", "bayesopt ei", ["0.858 [0.802..1.097]", "0.099 [0.078..0.264]", "0.099 [0.054..0.173]", "-", "-"]),
    ];

    /// <param name="seeds">Searches of each sampler on each function.</param>
    /// <param name="folder">Gets <c>regret.csv</c> and <c>regret.md</c>.</param>
    public static void Run(int seeds, string folder)
    {
        Directory.CreateDirectory(folder);
        var csv = new StringBuilder("function,sampler,evaluations,q25,median,q75\n");
        var table = new StringBuilder($"# What a search leaves to gain\n\nBest value found less the least there is, after so many evaluations: median [quartiles] of {seeds} seeds. Made by `Plumbline.Bench tuning {seeds}`; whole curves in regret.csv. "
            + "Peers as measured before with Optuna 5.0.0.dev (20 seeds) and BayesianOptimization 1.2.0 (UCB 6 seeds, EI 3).\n");
        foreach (var problem in (TuningProblem[])[TuningProblem.Branin, TuningProblem.Hartmann6])
        {
            table.Append(CultureInfo.InvariantCulture, $"\n| {problem.Name} | {string.Join(" | ", Shown)} |\n|---|{string.Concat(Shown.Select(_ => "---:|"))}\n");
            foreach (var (name, sampler, evaluations) in Samplers)
            {
                var curves = Enumerable.Range(1, seeds).Select(seed => Regrets(problem, sampler, evaluations, seed)).ToList();
                var quartiles = Enumerable.Range(0, evaluations).Select(i => Quartiles([.. curves.Select(curve => curve[i])])).ToList();
                for (var i = 0; i < evaluations; i++)
                    csv.Append(CultureInfo.InvariantCulture, $"{problem.Name},{name.Replace(",", "", StringComparison.Ordinal)},{i + 1},{quartiles[i].Low:G6},{quartiles[i].Median:G6},{quartiles[i].High:G6}\n");
                var row = $"| {name} | {string.Join(" | ", Shown.Select(shown => shown > evaluations ? "-" : string.Create(CultureInfo.InvariantCulture, $"{quartiles[shown - 1].Median:0.000} [{quartiles[shown - 1].Low:0.000}..{quartiles[shown - 1].High:0.000}]")))} |";
                table.Append(row).Append('\n');
                Console.WriteLine($"{problem.Name} {row}");
            }
            foreach (var (_, name, regrets) in Peers.Where(peer => peer.Problem == problem.Name)) table.Append(CultureInfo.InvariantCulture, $"| {name} | {string.Join(" | ", regrets)} |\n");
        }
        table.Append("\nAsk and tell, trials there in memory, of 10 parameters (4 real, 3 whole, 3 choices); for the Gaussian process of 6 real ones:\n\n");
        foreach (var (name, sampler, space, known) in new (string, Sampler, SearchSpace, int)[]
        {
            ("tpe", new TpeSampler(), Mixed, 1000), ("tpe univariate", new TpeSampler { Multivariate = false }, Mixed, 1000), ("gaussian process", new GaussianProcessSampler(), TuningProblem.Hartmann6.Space, 200),
        })
        {
            var (processor, lowest) = AskAndTell(sampler, space, known);
            var line = string.Create(CultureInfo.InvariantCulture, $"- {name}, {known} trials: {processor:0.00} ms of processor time, in the mean of the next; the quickest {lowest:0.00} ms by the clock");
            table.Append(line).Append('\n');
            Console.WriteLine(line);
        }
        File.WriteAllText(Path.Combine(folder, "regret.csv"), csv.ToString());
        File.WriteAllText(Path.Combine(folder, "regret.md"), table.ToString());
    }

    // What is left to gain after each evaluation.
    private static double[] Regrets(TuningProblem problem, Sampler sampler, int evaluations, int seed)
    {
        StudyObjective[] objectives = [new("value", Goal.Minimize)];
        var trials = new List<Trial>();
        var regrets = new double[evaluations];
        for (var number = 0; number < evaluations; number++)
        {
            var values = sampler.Sample(new SamplingContext(problem.Space, objectives, trials, number, seed))!;
            var value = problem.Value(values);
            trials.Add(new Trial(number) { State = TrialState.Complete, Values = values, Objectives = [value] });
            regrets[number] = Math.Min(value - problem.Least, number > 0 ? regrets[number - 1] : double.PositiveInfinity);
        }
        return regrets;
    }

    private static (double Low, double Median, double High) Quartiles(double[] values)
    {
        Array.Sort(values);
        return (At(0.25), At(0.5), At(0.75));

        double At(double share)
        {
            var place = share * (values.Length - 1);
            var below = (int)place;
            return values[below] + ((values[Math.Min(below + 1, values.Length - 1)] - values[below]) * (place - below));
        }
    }

    private static SearchSpace Mixed => new(
        [
            new RealParameter("a", 1e-5, 1e-1) { Scale = ParameterScale.Log }, new RealParameter("b", 0, 1), new RealParameter("c", -5, 5), new RealParameter("d", 0, 0.5) { Step = 0.05 },
            new IntegerParameter("e", 8, 512) { Scale = ParameterScale.Log }, new IntegerParameter("f", 1, 100), new IntegerParameter("g", 32, 128) { Step = 6 },
            new ChoiceParameter("h", ["relu", "tanh", "elu"]), new ChoiceParameter("i", ["adam", "sgd"]), new ChoiceParameter("j", ["64", "128", "256", "512"]),
        ]);

    // Milliseconds. Processor time, since others may work on the machine.
    private static (double Processor, double Lowest) AskAndTell(Sampler sampler, SearchSpace space, int known)
    {
        var (warm, measured) = (known / 20, known / 5);
        var definition = new StudyDefinition("speed", space, [new StudyObjective("value", Goal.Minimize)]) { Seed = 1 };
        var store = new MemoryStudyStore();
        var (random, tuned) = (Study.Open(definition, store), Study.Open(definition, store, new StudyOptions { Sampler = sampler }));
        for (var i = 0; i < known; i++) Step(random);
        Measure.Each(0, warm, _ => Step(tuned));
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var lowest = Measure.Each(0, measured, _ => Step(tuned))[0] * 1e3;
        process.Refresh();
        return ((process.TotalProcessorTime - before).TotalMilliseconds / measured, lowest);

        static void Step(Study study)
        {
            var trial = study.Ask("bench")!;
            trial.Tell([trial.Values.Count == 0 ? 10 : trial.Values.Sum(pair => Math.Pow(((FreeParameter)study.Definition.Space.Parameters.First(one => one.Name == pair.Key)).ToUnit(pair.Value) - 0.3, 2))]);
        }
    }
}
