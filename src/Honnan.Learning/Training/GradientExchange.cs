using System.Collections.Concurrent;
using Honnan.Learning.Experiments;
using Honnan.Learning.Models;
using Honnan.Learning.Ranks;
using Honnan.Learning.Runtime;
using static TorchSharp.torch;

namespace Honnan.Learning.Training;

/// <summary>
/// Sums the ranks' gradients in buckets, from the end of the flat memory to its beginning: the way back through a net
/// completes them in that order, so that the first buckets are under way while the rest is computed.
/// </summary>
internal sealed class GradientExchange
{
    /// <summary>Numbers in a bucket, unless one parameter has more: 4 MiB of float32, enough for the bandwidth to count and not the delay.</summary>
    public const int BucketNumbers = 1 << 20;

    // What a run that broke off left under way: it is written to until the process ends.
    private static readonly ConcurrentBag<GradientExchange> Abandoned = [];

    private readonly FlatParameters _parameters;
    private readonly IRanks _ranks;
    private readonly bool _narrow;
    private readonly Bucket[] _buckets;
    private readonly Queue<(Bucket Bucket, Tensor? Narrow, IPendingSum Sum)> _pending = new();
    private int _begun;

    /// <summary>Parts the memory.</summary>
    /// <param name="net">Whose parameters they are.</param>
    /// <param name="parameters">Of float32 or float64, in this process's memory; stay the caller's.</param>
    /// <param name="ranks">All of them.</param>
    /// <param name="type">In which float32 gradients are exchanged.</param>
    public GradientExchange(Net net, FlatParameters parameters, IRanks ranks, ExchangeType type)
    {
        (_parameters, _ranks) = (parameters, ranks);
        _narrow = type == ExchangeType.Bfloat16 && parameters.Gradients.dtype == ScalarType.Float32;
        _buckets = [.. Part(parameters.Segments, net.SegmentsOfParameters())];
    }

    /// <summary>For tests: how many numbers each bucket has.</summary>
    internal IEnumerable<int> Buckets => _buckets.Select(bucket => bucket.Count);

    /// <summary>Begins to sum the gradients that are complete.</summary>
    /// <param name="segments">What of the net is still to be gone back through: see <see cref="Net.SegmentsOfParameters"/>.</param>
    public void Reached(int segments)
    {
        foreach ((_, _, IPendingSum sum) in _pending)
        {
            sum.Advance();
        }

        for (; _begun < _buckets.Length && _buckets[_begun].Segment >= segments; _begun++)
        {
            Begin(_buckets[_begun]);
        }
    }

    /// <summary>Ends the exchange: the gradients are the sums over all ranks.</summary>
    public void End()
    {
        Reached(Bucket.AtTheEnd);
        while (_pending.TryPeek(out (Bucket Bucket, Tensor? Narrow, IPendingSum Sum) under))
        {
            under.Sum.Wait();
            _pending.Dequeue();
            if (under.Narrow is { } narrow)
            {
                using Tensor wide = _parameters.Gradients.narrow(0, under.Bucket.Offset, under.Bucket.Count);
                wide.copy_(narrow);
                narrow.Dispose();
            }
        }

        _begun = 0;
    }

    /// <summary>
    /// Keeps the memory of sums that are under way for as long as the process lives, where an error has left any: the ranks' library goes
    /// on writing there.
    /// </summary>
    /// <returns>Whether there are any; the parameters must then not be freed.</returns>
    public bool Abandon()
    {
        if (_pending.Count > 0)
        {
            Abandoned.Add(this);
        }

        return _pending.Count > 0;
    }

    private void Begin(Bucket bucket)
    {
        Tensor? narrow = null;
        nint address = TensorMemory.Address(_parameters.Gradients) + (nint)(bucket.Offset * _parameters.Gradients.element_size());
        NumberType type = _parameters.Gradients.dtype == ScalarType.Float64 ? NumberType.Float64 : NumberType.Float32;
        if (_narrow)
        {
            using Tensor wide = _parameters.Gradients.narrow(0, bucket.Offset, bucket.Count);
            narrow = wide.to_type(ScalarType.BFloat16).DetachFromDisposeScope();
            (address, type) = (TensorMemory.Address(narrow), NumberType.Bfloat16);
        }

        _pending.Enqueue((bucket, narrow, _ranks.BeginSum(address, bucket.Count, type)));
    }

    private static IEnumerable<Bucket> Part(IReadOnlyList<FlatSegment> parameters, IReadOnlyDictionary<string, int> segments)
    {
        Bucket? open = null;
        foreach (FlatSegment parameter in parameters.Reverse())
        {
            int segment = segments.GetValueOrDefault(parameter.Name, Bucket.AtTheEnd);
            if (open is { } bucket && bucket.Count + parameter.Count > BucketNumbers)
            {
                yield return bucket;
                open = null;
            }

            open = open is { } before
                ? new Bucket(parameter.Offset, (int)parameter.Count + before.Count, Math.Min(segment, before.Segment))
                : new Bucket(parameter.Offset, checked((int)parameter.Count), segment);
        }

        if (open is { } last)
        {
            yield return last;
        }
    }

    /// <summary>A stretch of the flat memory, and how many of the net's segments may still be to come when it is complete.</summary>
    private readonly record struct Bucket(long Offset, int Count, int Segment)
    {
        /// <summary>Only when the way back is over.</summary>
        public const int AtTheEnd = -1;
    }
}
