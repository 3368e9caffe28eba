using System.Globalization;

namespace Honnan.Cluster;

/// <summary>How a process was started, as the launcher's variables tell it: nothing of MPI is loaded to find out.</summary>
/// <param name="Rank">This process's place among those that were started together.</param>
/// <param name="OfOpenMpi">Whether Open MPI's own launcher started it.</param>
/// <param name="ByPmix">Whether the launcher speaks PMIx, which Debian's MPICH does not.</param>
/// <param name="Ranks">How many were started together, where a variable tells.</param>
public sealed record Launch(int Rank, bool OfOpenMpi, bool ByPmix = false, int? Ranks = null)
{
    // Open MPI's mpirun; srun --mpi=pmix and others that speak PMIx; MPICH's mpirun and srun --mpi=pmi2.
    private const string OpenMpi = "OMPI_COMM_WORLD_RANK";
    private const string Pmix = "PMIX_RANK";
    private const string Pmi = "PMI_RANK";
    private const string OpenMpiSize = "OMPI_COMM_WORLD_SIZE";
    private const string PmiSize = "PMI_SIZE";
    private const string Slurm = "SLURM_PROCID";
    private const string SlurmSize = "SLURM_STEP_NUM_TASKS";

    /// <summary>This process's launch by mpirun or srun; null where it was started by itself.</summary>
    public static Launch? Found() => Of(Environment.GetEnvironmentVariable);

    /// <summary>How many processes srun has started without telling them of each other; null where it has not.</summary>
    public static int? Strangers() => StrangersOf(Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="Strangers"/>, from given variables. A script of sbatch, outside of srun, has no number of tasks of a step.</summary>
    internal static int? StrangersOf(Func<string, string?> variable) =>
        Of(variable) is null && Number(variable(Slurm)) is not null && Number(variable(SlurmSize)) is > 1 and var tasks ? tasks : null;

    /// <summary>As <see cref="Found"/>, from given variables.</summary>
    internal static Launch? Of(Func<string, string?> variable) =>
        Number(variable(OpenMpi)) is { } own ? new Launch(own, OfOpenMpi: true, Ranks: Number(variable(OpenMpiSize)))
        : Number(variable(Pmix)) is { } pmix ? new Launch(pmix, OfOpenMpi: false, ByPmix: true, Ranks: Number(variable(SlurmSize)))
        : Number(variable(Pmi)) is { } pmi ? new Launch(pmi, OfOpenMpi: false, Ranks: Number(variable(PmiSize)))
        : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
