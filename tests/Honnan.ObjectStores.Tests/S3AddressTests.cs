using Honnan.Data;
using Xunit;

namespace Honnan.ObjectStores.Tests;

public sealed class S3AddressTests
{
    [Theory]
    [InlineData("s3://photos", "photos", "", true)]
    [InlineData("s3://photos/", "photos", "", true)]
    [InlineData("s3://my.photos-1/a/b/", "my.photos-1", "a/b/", true)]
    [InlineData("S3://photos/a b/é.parquet", "photos", "a b/é.parquet", false)]
    public void Parse_Address_GivesBucketAndKey(string text, string bucket, string key, bool folder)
    {
        var address = S3Address.Parse(text);

        Assert.Equal((bucket, key, folder), (address.Bucket, address.Key, address.IsFolder));
    }

    [Theory]
    [InlineData("http://photos/", "s3://bucket/path")]
    [InlineData("s3://", "no bucket's name")]
    [InlineData("s3://a/b", "no bucket's name")]
    [InlineData("s3://pho tos/b", "no bucket's name")]
    [InlineData("s3://-photos/b", "no bucket's name")]
    [InlineData("s3://photos//b", "empty part")]
    [InlineData("s3://photos/a//", "empty part")]
    [InlineData("s3://photos/a/../b", "'..'")]
    [InlineData("s3://photos/./b", "'.'")]
    public void Parse_SomethingElse_IsRefused(string text, string told) =>
        Assert.Contains(told, Assert.Throws<InputException>(() => S3Address.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Parse_KeyThatIsTooLong_IsRefused() =>
        Assert.Contains("1024 bytes", Assert.Throws<InputException>(() => S3Address.Parse("s3://photos/" + new string('é', 600))).Message, StringComparison.Ordinal);
}
