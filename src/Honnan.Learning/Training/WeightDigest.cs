using System.Security.Cryptography;
using Honnan.Data;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>Whether all ranks hold the same net: they have made the same steps from the same weights, or the run is worth nothing.</summary>
internal static class WeightDigest
{
    /// <summary>The SHA-256 of everything that learns and of all statistics, in hexadecimal.</summary>
    public static string Of(Net net, FlatParameters parameters)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (Tensor values in net.named_buffers().Select(b => b.buffer).Prepend(parameters.Values))
        {
            using Tensor here = values.detach().cpu().contiguous();
            if (here.numel() > 0)
            {
                hash.AppendData(here.bytes);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Compares it over the ranks.</summary>
    /// <exception cref="InputException">They differ.</exception>
    public static void Compare(Net net, FlatParameters parameters, IRanks ranks, long step)
    {
        if (ranks.Count == 1)
        {
            return;
        }

        string own = Of(net, parameters);
        string first = ranks.Tell(0, own);
        ranks.Agree(() =>
        {
            if (own != first)
            {
                throw new InputException($"after step {step} its weights are not those of rank 0: the ranks must run the same build of Honnan on processors of one kind");
            }
        });
    }
}
