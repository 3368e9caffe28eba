using Xunit;

namespace Honnan.Cluster.Tests;

[Trait("Category", "cluster")]
public sealed class LaunchTests
{
    [Theory]
    [InlineData("OMPI_COMM_WORLD_RANK=2,PMIX_RANK=2", 2, true, false, null)]
    [InlineData("OMPI_COMM_WORLD_RANK=2,OMPI_COMM_WORLD_SIZE=3", 2, true, false, 3)]
    [InlineData("PMIX_RANK=0", 0, false, true, null)]
    [InlineData("PMIX_RANK=0,SLURM_STEP_NUM_TASKS=8", 0, false, true, 8)]
    [InlineData("PMI_RANK=1", 1, false, false, null)]
    [InlineData("PMI_RANK=1,PMI_SIZE=2", 1, false, false, 2)]
    public void Of_VariablesOfALauncher_IsALaunch(string variables, int rank, bool ofOpenMpi, bool byPmix, int? ranks) =>
        Assert.Equal(new Launch(rank, ofOpenMpi, byPmix, ranks), Launch.Of(Variables(variables)));

    [Theory]
    [InlineData("")]
    [InlineData("SLURM_PROCID=0,SLURM_NTASKS=4")] // a script of sbatch, outside of srun
    [InlineData("PMI_RANK=")]
    public void Of_OtherVariables_IsNone(string variables) => Assert.Null(Launch.Of(Variables(variables)));

    [Theory]
    [InlineData("SLURM_PROCID=0,SLURM_STEP_NUM_TASKS=4", 4)]
    [InlineData("SLURM_PROCID=0,SLURM_STEP_NUM_TASKS=4,PMIX_RANK=0", null)]
    [InlineData("SLURM_PROCID=0,SLURM_STEP_NUM_TASKS=4,OMPI_COMM_WORLD_RANK=0", null)] // mpirun in a step
    [InlineData("SLURM_PROCID=0,SLURM_STEP_NUM_TASKS=1", null)]
    [InlineData("SLURM_PROCID=0,SLURM_NTASKS=4", null)]
    [InlineData("SLURM_STEP_NUM_TASKS=4", null)]
    [InlineData("", null)]
    public void Strangers_AreThoseThatSrunTellsNothing(string variables, int? tasks) => Assert.Equal(tasks, Launch.StrangersOf(Variables(variables)));

    private static Func<string, string?> Variables(string text) =>
        text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal).GetValueOrDefault;
}
