using Plumbline.Models;

namespace Plumbline.Tests.Models;

public sealed class KdeModelContract() : WindowModelContract(new KdeOptions(), new KdeOptions { Window = 4, Bandwidths = [0.4] }, new KdeOptions { Bandwidths = [0.02] }, new KdeOptions { Bandwidths = [4] });

public sealed class MixtureModelContract() : WindowModelContract(
    new MixtureOptions { Components = [1, 2] }, new MixtureOptions { Components = [3], Window = 2, Starts = 1 }, new MixtureOptions { Components = [2, 3], Diagonal = true, Choice = ComponentChoice.Bic });

public sealed class AutoregressorModelContract() : WindowModelContract(new AutoregressorOptions(), new AutoregressorOptions { Lags = 1, Season = 6, Window = 8 });

public sealed class ExplainedModelContract() : WindowModelContract(
    new ExplainedOptions(), new ExplainedOptions { Detects = new MixtureOptions { Window = 2, Components = [2] }, Explains = new PcaOptions { Window = 2 }, Window = 2 })
{
    protected override bool OrderCounts => true;
}
