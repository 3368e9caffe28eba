using k8s.Models;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>
/// What Kubernetes does with an indexed job, as its documentation of Job has it: every index has pods until one of them ends well; those that fail are
/// counted for each index, unless a rule says otherwise; a rule may end the job.
/// </summary>
/// <param name="job">As written in a manifest.</param>
/// <param name="start">Runs a container's program for an index and an attempt, from 0; gives its exit code.</param>
internal sealed class IndexedJob(V1Job job, Func<int, int, V1Container, int> start)
{
    /// <summary>Runs all indexes, one after the other.</summary>
    /// <returns>The indexes that failed; all that are not complete where a rule ended the job.</returns>
    public IReadOnlyList<int> Run()
    {
        var failed = new List<int>();
        int completions = job.Spec.Completions!.Value;
        for (int index = 0; index < completions; index++)
        {
            switch (RunIndex(index))
            {
                case Outcome.FailIndex:
                    failed.Add(index);
                    break;
                case Outcome.FailJob:
                    return [.. failed, .. Enumerable.Range(index, completions - index)];
            }

            if (failed.Count > (job.Spec.MaxFailedIndexes ?? int.MaxValue))
            {
                return [.. failed, .. Enumerable.Range(index + 1, completions - index - 1)];
            }
        }

        return failed;
    }

    private Outcome RunIndex(int index)
    {
        V1Container container = job.Spec.Template.Spec.Containers.Single();
        int failures = 0;
        for (int attempt = 0; ; attempt++)
        {
            int code = start(index, attempt, container);
            if (code == 0)
            {
                return Outcome.Complete;
            }

            string? action = job.Spec.PodFailurePolicy?.Rules.FirstOrDefault(rule => Fits(rule.OnExitCodes, container.Name, code))?.Action;
            failures += action == "Ignore" ? 0 : 1;
            if (action is "FailJob" or "FailIndex")
            {
                return action == "FailJob" ? Outcome.FailJob : Outcome.FailIndex;
            }

            if (failures > job.Spec.BackoffLimitPerIndex!.Value)
            {
                return Outcome.FailIndex;
            }
        }
    }

    private static bool Fits(V1PodFailurePolicyOnExitCodesRequirement? rule, string container, int code) =>
        rule is not null && (rule.ContainerName is null || rule.ContainerName == container) && rule.OperatorProperty == "In" == rule.Values.Contains(code);

    private enum Outcome
    {
        Complete,
        FailIndex,
        FailJob,
    }
}
