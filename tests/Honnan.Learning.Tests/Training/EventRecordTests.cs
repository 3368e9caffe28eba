using System.Buffers.Binary;
using System.Text;
using CsCheck;
using Honnan.Learning.Training;
using Xunit;

namespace Honnan.Learning.Tests.Training;

public sealed class EventRecordTests
{
    // CRC-32C of the digits 1 to 9 is 0xE3069283 (RFC 3720's polynomial); masked by hand: rotated right by 15, plus
    // 0xA282EAD8. Likewise the eight bytes of the length 9.
    [Fact]
    public void Frame_NineDigits_HasTheFormatsLengthsAndChecksums()
    {
        byte[] record = EventRecord.Frame(Encoding.ASCII.GetBytes("123456789"));

        Assert.Equal(8 + 4 + 9 + 4, record.Length);
        Assert.Equal(9, BinaryPrimitives.ReadInt64LittleEndian(record));
        Assert.Equal(0x3971F937u, BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(8)));
        Assert.Equal("123456789", Encoding.ASCII.GetString(record, 12, 9));
        Assert.Equal(0xC78AB0E5u, BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(21)));
    }

    [Fact]
    public void TryRead_WhatFrameWrote_GivesItBack_AndNothingElse() => Gen.Byte.Array[0, 200].Sample(payload =>
    {
        byte[] record = EventRecord.Frame(payload);
        Assert.True(EventRecord.TryRead([.. record, 1, 2, 3], out ReadOnlySpan<byte> read, out int length));
        Assert.Equal(payload, read.ToArray());
        Assert.Equal(record.Length, length);
        Assert.False(EventRecord.TryRead(record.AsSpan(0, record.Length - 1), out _, out _));
        record[payload.Length % record.Length] ^= 1;
        Assert.False(EventRecord.TryRead(record, out _, out _));
    });

    // event.proto: wall_time is field 1 (64 bits), step 2 (varint), summary 5; summary.proto: value 1, tag 1, simple_value 2
    // (32 bits). A key is field · 8 + wire type: 0 varint, 1 64 bits, 2 bytes, 5 32 bits.
    [Fact]
    public void Scalars_OneFigure_IsTheEventByHand()
    {
        byte[] payload = TrainingEvent.Scalars(1.5, 300, [("loss", 0.25)]);

        byte[] expected =
        [
            0x09, 0, 0, 0, 0, 0, 0, 0xF8, 0x3F, // 1.5
            0x10, 0xAC, 0x02, // 300
            0x2A, 13, 0x0A, 11, 0x0A, 4, (byte)'l', (byte)'o', (byte)'s', (byte)'s', 0x15, 0, 0, 0x80, 0x3E, // 0.25
        ];
        Assert.Equal(expected, payload);
        Assert.Equal(300, TrainingEvent.StepOf(payload));
    }

    [Fact]
    public void First_BeginsAFileOfTheSecondVersion() =>
        Assert.Equal([0x09, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x1A, 13, .. Encoding.ASCII.GetBytes("brain.Event:2")], TrainingEvent.First(2));
}
