using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Honnan.Data;
using Honnan.Data.Configuration;
using Honnan.Data.Loading;
using Honnan.Data.Sources;
using Honnan.Learning.Loading;
using Honnan.Learning.Models;
using Honnan.Learning.Predicting;
using Honnan.Learning.Weights;
using static TorchSharp.torch;

namespace Honnan.Learning.Features;

/// <summary>
/// Pooled features of fixed views, computed once and kept on disk. A file belongs to one net with its weights and one
/// way of preparing pictures (both are in its name); in it, rows are found by the SHA-256 of the picture's bytes. Files
/// are written every few hundred pictures, so that an interrupted run goes on where it was.
/// </summary>
/// <param name="folder">Where the files are kept; made when needed.</param>
public sealed class FeatureStore(string folder)
{
    private const int PicturesPerFile = 512;
    private const string RowsName = "features";
    private const string PicturesKey = "pictures";

    /// <summary>The features of every sample's fixed views, computed where they are not kept yet.</summary>
    /// <param name="net">In evaluation mode; its head is not used.</param>
    /// <param name="bytes">Where the pictures are.</param>
    /// <param name="samples">What is wanted.</param>
    /// <param name="identities">The SHA-256 of each sample's bytes, in hexadecimal.</param>
    /// <param name="loading">How pictures are prepared; mirror images are among the views where it flips.</param>
    /// <param name="done">Called with pictures done and pictures in all.</param>
    /// <param name="stop">Ends the work between two batches.</param>
    public FeatureTable Get(
        Net net, IPictureBytes bytes, IReadOnlyList<Sample> samples, IReadOnlyList<string> identities, LoadingOptions loading,
        Action<int, int>? done, CancellationToken stop)
    {
        string key = Key(net, loading);
        Dictionary<string, float[]> kept = Read(key, net.Pooling.Channels);
        int[] missing = [.. Enumerable.Range(0, samples.Count).Where(i => !kept.ContainsKey(identities[i])).DistinctBy(i => identities[i])];
        int ready = samples.Count - missing.Length;
        foreach (int[] part in missing.Chunk(PicturesPerFile))
        {
            Sample[] chosen = [.. part.Select(i => samples[i])];
            float[]?[] rows = Compute(net, bytes, chosen, loading, n => done?.Invoke(ready + n, samples.Count), stop);
            int[] whole = [.. Enumerable.Range(0, part.Length).Where(i => rows[i] is not null)];
            string[] names = [.. whole.Select(i => identities[part[i]])];
            if (whole.Length > 0)
            {
                Write(key, names, [.. whole.Select(i => rows[i]!)], net.Pooling.Channels);
            }

            stop.ThrowIfCancellationRequested(); // once what was done is kept
            ready += part.Length;
            for (int i = 0; i < part.Length; i++)
            {
                kept[names[i]] = rows[i]!;
            }
        }

        return new FeatureTable(net.Pooling.Channels, loading, [.. identities.Select(id => kept[id])], [.. samples.Select(s => s.Size)]);
    }

    /// <summary>What is kept of the pictures' unmirrored views, by the SHA-256 of their bytes; nothing is computed.</summary>
    /// <param name="net">In evaluation mode; its head is not used.</param>
    /// <param name="loading">How pictures are prepared.</param>
    /// <exception cref="InputException">A file is damaged.</exception>
    public KeptViews Find(Net net, LoadingOptions loading) => new(Read(Key(net, loading), net.Pooling.Channels), net.Pooling.Channels, loading.Flip);

    /// <summary>Every sample's rows, one view after the other; null for those that were not finished when it was stopped.</summary>
    private static float[]?[] Compute(
        Net net, IPictureBytes bytes, Sample[] samples, LoadingOptions loading, Action<int> done, CancellationToken stop)
    {
        using var gradients = no_grad();
        var parts = new List<float[]>?[samples.Length];
        var loader = new BatchLoader(bytes, samples, loading);
        int finished = 0;
        try
        {
            foreach (PictureBatch batch in loader.Load(EvaluationPlan.Create(samples, loading, ViewOutputs.BatchSize, loading.Flip), stop))
            {
                using (batch)
                {
                    using Tensor pictures = PictureTensor.From(batch);
                    using Tensor pooled = net.Features(pictures);
                    float[] values = pooled.cpu().contiguous().data<float>().ToArray();
                    int channels = values.Length / batch.Count;
                    for (int row = 0; row < batch.Count; row++)
                    {
                        int sample = batch.Views[row].Sample;
                        finished += parts[sample] is null ? 1 : 0;
                        (parts[sample] ??= []).Add(values[(row * channels)..((row + 1) * channels)]);
                    }

                    done(finished);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            for (int s = 0; s < parts.Length; s++)
            {
                parts[s] = parts[s] is { } views && views.Count == EvaluationPlan.Views(s, samples[s].Size, loading.Windows, loading.Flip).Count ? views : null;
            }
        }

        return [.. parts.Select(p => p?.SelectMany(v => v).ToArray())];
    }

    private Dictionary<string, float[]> Read(string key, int channels)
    {
        var kept = new Dictionary<string, float[]>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
        {
            return kept;
        }

        foreach (string path in Directory.EnumerateFiles(folder, $"{key}-*.safetensors").Order(StringComparer.Ordinal))
        {
            using WeightsFile file = WeightsFile.Open(path);
            float[] values = file[RowsName].ToSingle();
            Dictionary<string, int>? views = Views(file);
            if (views is null || views.Values.Any(count => count < 1) || values.Length != views.Values.Sum() * channels)
            {
                throw new InputException($"'{path}' is damaged: its rows are not those of its list of pictures; delete it, it will be made anew");
            }

            int at = 0;
            foreach ((string name, int count) in views)
            {
                kept[name] = values[at..(at += count * channels)];
            }
        }

        return kept;
    }

    /// <summary>Rows of each picture, in their order; null where the file does not tell.</summary>
    private static Dictionary<string, int>? Views(WeightsFile file)
    {
        try
        {
            return file.Metadata.GetValueOrDefault(PicturesKey) is string listed ? JsonSerializer.Deserialize<Dictionary<string, int>>(listed) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(string key, string[] names, float[][] rows, int channels)
    {
        Directory.CreateDirectory(folder);
        float[] values = [.. rows.SelectMany(r => r)];
        var views = names.Zip(rows).ToDictionary(pair => pair.First, pair => pair.Second.Length / channels, StringComparer.Ordinal);
        string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(names))))[..12];
        SafetensorsWriter.Write(
            Path.Combine(folder, $"{key}-{digest}.safetensors"),
            [TensorData.FromSingle(RowsName, [values.Length / channels, channels], values)],
            new Dictionary<string, string> { [PicturesKey] = JsonSerializer.Serialize(views) });
    }

    /// <summary>Names everything that the features depend on: weights and statistics, arithmetic, preparation.</summary>
    private static string Key(Net net, LoadingOptions loading)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (TensorData tensor in NetWeights.Describe(net).Where(t => !t.Name.StartsWith(net.HeadName + ".", StringComparison.Ordinal)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(tensor.Name));
            foreach (ReadOnlyMemory<byte> chunk in tensor.Chunks())
            {
                hash.AppendData(chunk.Span);
            }
        }

        if (net.Pooling.Features != PooledFeatures.Last)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{net.Pooling.Features}"));
        }

        string preparation = StrictJson.Write(loading with { Workers = 0, MemoryMiB = 1 });
        hash.AppendData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{net.ComputeType}|{(net.Device.type == TorchSharp.DeviceType.CPU ? "" : $"{net.Device.type}|")}{preparation}")));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
