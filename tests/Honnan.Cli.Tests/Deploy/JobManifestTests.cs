using k8s;
using k8s.Models;
using Xunit;

namespace Honnan.Cli.Tests.Deploy;

/// <summary>The manifests for Kubernetes: read by its own client with every unknown word refused, and played through with this program.</summary>
public sealed class JobManifestTests(TrainedRun run) : IDisposable
{
    private const int Kill = 9;
    private const int Shards = 4;

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("score-job.yaml")]
    [InlineData("score-store-job.yaml")]
    [InlineData("score-merge-job.yaml")]
    [InlineData("score-store-merge-job.yaml")]
    public void Manifest_IsOfTheSchema_AndAsksForNoRight(string file)
    {
        V1Job job = Read(file);

        Assert.Equal(("batch/v1", "Job"), (job.ApiVersion, job.Kind));
        V1PodSpec pod = job.Spec.Template.Spec;
        Assert.Equal("Never", pod.RestartPolicy); // the rules for failures want it
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.False(pod.AutomountServiceAccountToken);
        V1Container container = pod.Containers.Single();
        Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
        Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
        Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
        Assert.Equal(pod.Volumes.Select(volume => volume.Name).Order(StringComparer.Ordinal), container.VolumeMounts.Select(mount => mount.Name).Order(StringComparer.Ordinal));
        Assert.Equal(["cpu", "ephemeral-storage", "memory"], container.Resources.Requests.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("memory", container.Resources.Limits.Keys);
        Assert.Equal(container.Resources.Requests["ephemeral-storage"].ToString(), pod.Volumes.Single(volume => volume.EmptyDir is not null).EmptyDir.SizeLimit.ToString());
        Assert.Equal("OnRootMismatch", pod.SecurityContext.FsGroupChangePolicy); // or every pod would go through all pictures to begin with
        Assert.InRange(job.Spec.ActiveDeadlineSeconds!.Value, 600, 7 * 86400);
        Assert.InRange(job.Spec.TtlSecondsAfterFinished!.Value, 86400, 30 * 86400);
        Assert.Contains($"USER $APP_UID", File.ReadAllText(ProjectFolder.At("deploy", "Containerfile")), StringComparison.Ordinal); // 1654 in Microsoft's images
        Assert.Equal(1654, pod.SecurityContext.RunAsUser);
    }

    [Theory]
    [InlineData("score-job.yaml")]
    [InlineData("score-store-job.yaml")]
    public void ScoreManifest_HasAShardForEveryIndex(string file)
    {
        V1Job job = Read(file);

        IList<string> words = job.Spec.Template.Spec.Containers.Single().Args;
        Assert.Equal("Indexed", job.Spec.CompletionMode);
        Assert.Equal($"{job.Spec.Completions}", words[words.IndexOf("--shards") + 1]);
        Assert.DoesNotContain("--shard", words); // the index says which
    }

    [Theory]
    [InlineData("score-store-job.yaml", 2)]
    [InlineData("score-store-merge-job.yaml", 1)]
    public void StoreManifest_HasItsCredentialsFromASecretAlone(string file, int folders)
    {
        V1Container container = Read(file).Spec.Template.Spec.Containers.Single();

        Assert.Equal("honnan-store", Assert.Single(container.EnvFrom).SecretRef.Name);
        Assert.DoesNotContain(container.Env, variable => variable.Name.StartsWith("AWS_", StringComparison.Ordinal));
        Assert.Equal(folders, container.Args.Count(word => word.StartsWith("s3://", StringComparison.Ordinal) && word.EndsWith('/')));
    }

    [Fact]
    public void StoreMergeManifest_PutsTogetherWhatTheStoreManifestWrites()
    {
        IList<string> words = Read("score-store-job.yaml").Spec.Template.Spec.Containers.Single().Args;

        Assert.Equal(["score", "--merge", words[words.IndexOf("-o") + 1]], Read("score-store-merge-job.yaml").Spec.Template.Spec.Containers.Single().Args);
    }

    [Fact]
    public void Claims_AreThoseThatTheManifestsMount()
    {
        V1PersistentVolumeClaim[] claims = [.. KubernetesYaml.LoadAllFromString(File.ReadAllText(ProjectFolder.At("deploy", "score-claims.yaml")), strict: true).Cast<V1PersistentVolumeClaim>()];
        V1Volume[] mounted = [.. ((string[])["score-job.yaml", "score-store-job.yaml", "score-merge-job.yaml"]).SelectMany(file => Read(file).Spec.Template.Spec.Volumes).Where(volume => volume.PersistentVolumeClaim is not null)];

        Assert.Equal(mounted.Select(volume => volume.PersistentVolumeClaim.ClaimName).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), claims.Select(claim => claim.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.All(claims, claim =>
        {
            Assert.Equal(["ReadWriteMany"], claim.Spec.AccessModes);
            Assert.Contains("storage", claim.Spec.Resources.Requests.Keys);
        });
    }

    [Fact]
    [Trait("Category", "cluster")]
    public void ScoreJob_WhosePodsAreKilled_ThenTheMergeJob_GiveEveryPictureOnce()
    {
        string model = Model();
        HonnanProcess.Run("score", run.At("pictures/images"), "--model", model, "-o", _folder.At("whole")).Done();
        V1Job job = Few(Read("score-job.yaml"));

        var codes = new List<int>();
        Assert.Empty(new IndexedJob(job, (index, attempt, container) =>
        {
            codes.Add(Start(container, index, killed: index > 1 && attempt < index - 1));
            return codes[^1];
        }).Run());
        Assert.Equal([0, 0, 128 + Kill, 0, 128 + Kill, 128 + Kill, 0], codes);
        Assert.Equal(0, Start(job.Spec.Template.Spec.Containers.Single(), index: 1, killed: false)); // a pod too many changes nothing
        Assert.Equal(0, Start(Read("score-merge-job.yaml").Spec.Template.Spec.Containers.Single(), null, killed: false));

        IReadOnlyList<ScoredRow> whole = ScoredRow.Read(_folder.At("whole/shard-00000-of-00001.parquet"));
        Assert.Equal(whole.Select(row => row.Words), ScoredRow.Read(_folder.At("scores/scores.parquet")).OrderBy(row => row.File, StringComparer.Ordinal).Select(row => row.Words));
    }

    [Fact]
    [Trait("Category", "cluster")]
    public void ScoreJob_WithTheUsersMistake_EndsAtOnce()
    {
        File.WriteAllText(_folder.At("model.onnx"), "no model");
        int starts = 0;

        IReadOnlyList<int> failed = new IndexedJob(Few(Read("score-job.yaml")), (index, _, container) =>
        {
            starts++;
            return Start(container, index, killed: false);
        }).Run();

        Assert.Equal((Shards, 1), (failed.Count, starts));
    }

    public void Dispose() => _folder.Dispose();

    private static V1Job Read(string file) => KubernetesYaml.Deserialize<V1Job>(File.ReadAllText(ProjectFolder.At("deploy", file)), strict: true);

    private static V1Job Few(V1Job job)
    {
        V1Container container = job.Spec.Template.Spec.Containers.Single();
        container.Args = [.. container.Args.Select(word => word == $"{job.Spec.Completions}" ? $"{Shards}" : word)];
        job.Spec.Completions = Shards;
        return job;
    }

    private string Model()
    {
        HonnanProcess.Run("export", run.Model, "-o", _folder.At("model.onnx")).Done();
        return _folder.At("model.onnx");
    }

    /// <summary>Runs a container's line with its mounts as folders here, and kills it, if so wanted, once it has begun its shard.</summary>
    private int Start(V1Container container, int? index, bool killed)
    {
        string line = string.Join(' ', container.Args.Select(word => $"'{Here(word)}'"));
        string variables = string.Join(' ', container.Env.Where(variable => variable.Name != "HOME").Select(variable => $"{variable.Name}='{variable.Value}'"));
        using HonnanProcess process = HonnanProcess.StartOther("/bin/sh", "-c", $"{(index is null ? "" : $"JOB_COMPLETION_INDEX={index} ")}{variables} exec '{HonnanProcess.Program}' {line}");
        if (killed)
        {
            string begun = _folder.At($"scores/shard-{index:00000}-of-{Shards:00000}.parts/scoring.lock");
            Assert.True(SpinWait.SpinUntil(() => process.HasExited || File.Exists(begun), TimeSpan.FromMinutes(1)));
            process.Signal(Kill);
        }

        return process.Wait().Code;
    }

    private string Here(string word) =>
        word.StartsWith("/pictures", StringComparison.Ordinal) ? run.At("pictures/images")
        : word.StartsWith("/model", StringComparison.Ordinal) || word.StartsWith("/scores", StringComparison.Ordinal) ? _folder.At(word[1..].Replace("model/", "", StringComparison.Ordinal))
        : word;
}
