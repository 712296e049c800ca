BeforeAll { . "$PSScriptRoot/Session.ps1" }

Describe 'Errors' {
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location }

    It 'have a stable id, a category, the words of the service and a recommendation' {
        $failure = try { New-AIImage 'a fox' -Size 17x17 -ErrorAction Stop } catch { $_ }

        $failure.FullyQualifiedErrorId | Should -BeLike 'InvalidRequest,*'
        $failure.CategoryInfo.Category | Should -Be 'InvalidArgument'
        $failure.ToString() | Should -BeLike '*17x17*divisible by 16*request req_*'
        $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure.TargetObject | Should -Be 'a fox'
    }

    It 'are of one input, and the rest goes on' {
        $rows = [pscustomobject] @{ Prompt = 'a fox'; Size = '17x17' }, [pscustomobject] @{ Prompt = 'a hare' }
        $images = $rows | New-AIImage -ErrorVariable failures -ErrorAction SilentlyContinue

        @($images).Prompt | Should -Be 'a hare'
        @($failures).Count | Should -Be 1
    }

    It 'end the pipeline with ErrorAction Stop' {
        $rows = [pscustomobject] @{ Prompt = 'a fox'; Size = '17x17' }, [pscustomobject] @{ Prompt = 'a hare' }
        Get-ErrorId { $rows | New-AIImage -OutFile ./out/ } | Should -Be 'InvalidRequest'

        Get-ChildItem | Should -BeNullOrEmpty
    }

    It 'tell an unknown model' {
        Get-ErrorId { New-AIImage 'a fox' -Model gpt-nothing } | Should -Be 'ModelNotFound'
    }

    It 'tell an id that the service does not have' {
        Get-ErrorId { Get-AIImage -ResponseId resp_00000000 } | Should -Be 'ItemNotFound'
        Get-ErrorId { Edit-AIImage 'in the snow' -Image resp_00000000 } | Should -Be 'ItemNotFound'
    }

    It 'tell the ways to give a key when there is none' {
        $script = "Import-Module '$module'
            try { New-AIImage 'a fox' } catch { `$_.FullyQualifiedErrorId; `$_.ToString() }"
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script | Out-String

        $said | Should -BeLike 'ApiKeyMissing,*'
        $said | Should -Match 'OPENAI_API_KEY'
        $said | Should -Match 'Connect-AIImageService'
        $said | Should -Match '-Sandbox'
    }

    It 'tell what cannot be saved' {
        Get-ErrorId { 'a fox' | Save-AIImage } | Should -Be 'InvalidRequest'
        Get-ErrorId { Get-Item . | Save-AIImage } | Should -Be 'InvalidRequest'
    }

    It 'refuse an object without a prompt rather than to draw its text' {
        Get-ErrorId { [pscustomobject] @{ Text = 'a fox' } | New-AIImage } | Should -Not -Be 'no error'
        Get-ErrorId { Get-Item . | New-AIImage } | Should -Not -Be 'no error'
    }

    It 'say that a connection name is unknown' {
        Get-ErrorId { New-AIImage 'a fox' -Service nobody } | Should -Be 'InvalidRequest'
    }

    It 'are announced by a warning for a model on its way out' {
        $null = New-AIImage 'a fox' -ImageModel gpt-image-1 -WarningVariable warnings 3>$null -ErrorAction Ignore

        "$warnings" | Should -Match "'gpt-image-1'.* \d{4}-\d\d-\d\d"
    }
}

Describe 'A key' {
    BeforeAll { $key = 'sk-spec-0123456789abcdefghij' }
    BeforeEach { Enter-Folder }
    AfterEach { Pop-Location; Connect-AIImageService -Sandbox }

    It 'is in no object, view or export' {
        $secure = ConvertTo-SecureString $key -AsPlainText
        $service = Connect-AIImageService -ApiKey $secure -BaseUri http://localhost:9/v1 -PassThru
        $service | Export-Clixml service.xml
        $said = $service, (Get-AIImageService) | ForEach-Object {
            $_ | Format-List * -Force | Out-String -Width 400
            $_ | ConvertTo-Json -Depth 9
            "$_"
        }

        "$said" | Should -Not -Match $key
        Get-Content service.xml -Raw | Should -Not -Match $key
    }

    It 'is in no error, debug or verbose text' {
        Connect-AIImageService -ApiKey $key -BaseUri http://localhost:9/v1
        $said = New-AIImage 'a fox' -MaximumRetryCount 0 -Debug -Verbose *>&1
        $text = $said | ForEach-Object { $_ | Format-List * -Force | Out-String -Width 4000 } | Out-String
        $whole = $Error[0] | Format-List * -Force | Out-String -Width 4000

        $text | Should -Match '"model"'
        "$text$whole$($Error[0].Exception)" | Should -Not -Match $key
        ($Error[0].FullyQualifiedErrorId -split ',')[0] | Should -Be 'ConnectionFailed'
    }

    It 'is in no transcript' {
        $script = "`$null = Start-Transcript ./transcript.txt; Import-Module '$module'
            Connect-AIImageService -ApiKey `$env:SPEC_KEY -BaseUri http://localhost:9/v1 -PassThru | Format-List
            New-AIImage 'a fox' -MaximumRetryCount 0 -Debug -Verbose; Get-AIImageService; Stop-Transcript"
        $env:SPEC_KEY = $key
        try { $null = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command $script *>&1 }
        finally { Remove-Item Env:SPEC_KEY }

        Get-Content ./transcript.txt -Raw | Should -Match 'ImageModel'
        Get-Content ./transcript.txt -Raw | Should -Not -Match $key
    }

    It 'does not go over plain http to another host' {
        { Connect-AIImageService -ApiKey $key -BaseUri http://example.invalid/v1 } | Should -Throw
        $Error[0] | Out-String | Should -Not -Match $key
    }

    It 'is read from a credential' {
        $credential = [pscredential]::new('any', (ConvertTo-SecureString $key -AsPlainText))
        $service = Connect-AIImageService -ApiKey $credential -BaseUri http://localhost:9/v1 -PassThru

        $service.KeySource | Should -Be '-ApiKey'
    }

    It 'is forgotten by Disconnect-AIImageService' {
        Connect-AIImageService -ApiKey $key -BaseUri http://localhost:9/v1
        (Get-AIImageService).Name | Should -Contain 'localhost:9'
        Get-AIImageService | Disconnect-AIImageService

        Get-AIImageService | Should -BeNullOrEmpty
        Get-ErrorId { New-AIImage 'a fox' } | Should -Be 'ApiKeyMissing'
    }

    It 'is not needed for a call that names the sandbox' {
        $sandbox = Connect-AIImageService -Sandbox -PassThru
        Connect-AIImageService -ApiKey $key -BaseUri http://localhost:9/v1

        (New-AIImage 'a fox' -Service $sandbox).Service | Should -Be 'Sandbox'
        (Get-AIImageService | Where-Object IsCurrent).Name | Should -Be 'localhost:9'
    }
}
