using System.Globalization;

namespace Honnan.Cluster;

/// <summary>How a process was started, as the launcher's variables tell it: nothing of MPI is loaded to find out.</summary>
/// <param name="Rank">This process's place among those that were started together.</param>
/// <param name="OfOpenMpi">Whether Open MPI's own launcher started it.</param>
public sealed record Launch(int Rank, bool OfOpenMpi)
{
    // Open MPI's mpirun; srun --mpi=pmix and others that speak PMIx; MPICH's mpirun and srun --mpi=pmi2.
    private const string OpenMpi = "OMPI_COMM_WORLD_RANK";
    private static readonly string[] Others = ["PMIX_RANK", "PMI_RANK"];

    /// <summary>This process's launch by mpirun or srun; null where it was started by itself.</summary>
    public static Launch? Found() => Of(Environment.GetEnvironmentVariable);

    /// <summary>As <see cref="Found"/>, from given variables.</summary>
    internal static Launch? Of(Func<string, string?> variable) =>
        Number(variable(OpenMpi)) is { } own ? new Launch(own, OfOpenMpi: true)
        : Others.Select(name => Number(variable(name))).FirstOrDefault(rank => rank is not null) is { } rank ? new Launch(rank, OfOpenMpi: false)
        : null;

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
